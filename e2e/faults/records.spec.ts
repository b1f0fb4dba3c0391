/** An account's file that came to harm between two starts: set aside under a telling name, the one before loaded, its user told. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectAccounts, expect, standingOf, test } from './support/fixtures';
import { report } from './support/rows';

const harms: readonly (readonly [string, (content: Buffer) => Buffer])[] = [
  ['empty', () => Buffer.alloc(0)],
  ['all NUL', (content) => Buffer.alloc(content.length)],
  ['null', () => Buffer.from('null')],
  ['[]', () => Buffer.from('[]')],
  ['{}', () => Buffer.from('{}')],
  ['cut in the middle', (content) => content.subarray(0, Math.floor(content.length / 2))],
  ['one bit turned', (content) => Buffer.concat([content.subarray(0, -40), Buffer.from('A'), content.subarray(-39)])],
];

test('a record that is empty, NUL, null, [], {}, cut or turned', async ({ serve, start, folder }) => {
  const server = await serve({ strict: true });
  const first = await start(server);
  const [id] = await connectAccounts(first, 2);
  await first.kill();
  const accounts = path.join(folder, 'vault', 'accounts');
  const record = path.join(accounts, `${id}.json`);
  let [survived, lost, undetected] = [0, 0, 0];
  for (const [name, harm] of harms) {
    // Noting a failure writes the record once more: the one before then holds the same tokens.
    server.meet(() => ({ instead: (response) => void response.writeHead(503).end() }));
    const app = await start(server);
    await app.ask('refresh', { id: id!, again: false });
    await app.ask('settle', null);
    await app.kill();
    const harmed = harm(await readFile(record));
    await writeFile(record, harmed);

    const next = await start(server);
    const { ready } = next;
    if (ready.damaged.length !== 1 || !ready.damaged[0]!.startsWith('account previous_loaded')) undetected += 1;
    if (ready.accounts.some((account) => standingOf(account, server) === 'lost')) lost += 1;
    else if (ready.accounts.length === 2) survived += 1;
    const aside = (await readdir(accounts)).filter((file) => file.startsWith(`${id}.json.damaged-`));
    const kept = await Promise.all(
      aside.map(async (file) => (await readFile(path.join(accounts, file))).equals(harmed)),
    );
    expect(kept, `${name}: what was there is kept`).toContain(true);
    await next.kill();
  }
  await report({
    fault: 'a damaged record',
    injected: harms.length,
    survived,
    grantsLost: lost,
    recordsDamaged: undetected,
    extraRequests: server.redemptions.length,
    note: 'the one before loaded, the damaged file kept, its user told',
  });
  expect({ survived, lost, undetected }).toEqual({ survived: harms.length, lost: 0, undetected: 0 });
});
