/** The lines of the bench are run as they are copied: by a shell, one after the other. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { installed } from '../handover/testing/hostile';
import { startSandbox } from '../sandbox';
import { callLine, callWith, controlLine, tokenLine } from './practice-bench';

async function setUp() {
  const sandbox = await startSandbox({ controlSecret: 's3cr3t' });
  onTestFinished(() => sandbox.close());
  const sh = async (line: string, env: Record<string, string> = {}): Promise<string> => {
    const done = await promisify(execFile)('sh', ['-c', `${line} --silent`], { env: { ...process.env, ...env } });
    return done.stdout;
  };
  const token = async (): Promise<string> =>
    /"access_token":\s*"([^"]+)"/.exec(await sh(tokenLine(sandbox)))?.[1] ?? '';
  return { sandbox, sh, token };
}

it.each(installed('curl'))('the token that one line gets by %s opens the API that the next one calls', async () => {
  const { sandbox, sh, token } = await setUp();
  const TOKEN = await token();
  expect(await sh(callLine(sandbox), { TOKEN })).toMatch(/^HTTP\/1\.1 200[\s\S]*Json One/);
  expect(await sh(callWith(sandbox, 'kaixin001', TOKEN))).toMatch(/^HTTP\/1\.1 200/);
  sandbox.endTokens('expire_access');
  expect(await sh(callLine(sandbox), { TOKEN })).not.toContain('200 OK');
});

it.each(installed('curl'))('a line for %s switches a fault, which meets one request', async () => {
  const { sandbox, sh } = await setUp();
  expect(JSON.parse(await sh(controlLine(sandbox, 's3cr3t')))).toMatchObject({ faults: [{ fault: 'server_error' }] });
  expect(await sh(`${tokenLine(sandbox)} -i`)).toMatch(/^HTTP\/1\.1 500/);
  expect(await sh(`${tokenLine(sandbox)} -i`)).toMatch(/^HTTP\/1\.1 200/);
});
