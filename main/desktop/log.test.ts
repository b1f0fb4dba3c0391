import { expect, it, vi } from 'vitest';
import { Fault } from '../fault';
import { logError } from './log';

const CANARY = 'canary-access-token-0123456789abcdef0123456789abcdef';

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

function logged(error: unknown): string {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  logError(error);
  const text = written.mock.calls.map(([line]) => String(line)).join('');
  written.mockRestore();
  return text;
}

it.each<[string, () => unknown]>([
  ['a text that is no JSON', () => JSON.parse(`{"access_token":${CANARY}`)],
  ['a header that cannot be sent', () => new Headers({ authorization: `Bearer ${CANARY}\n\0` })],
  ['a pattern that is none', () => new RegExp(`${CANARY}(`)],
  ['an address that is none', () => new URL(CANARY)],
  ['a number that is none', () => BigInt(CANARY)],
  ['a message that quotes it', () => new Error(`the server said ${CANARY}`, { cause: new Error(`"${CANARY}`) })],
])('quotes nothing of %s', (_what, work) => {
  const text = logged(caught(work));
  expect(text).toMatch(/^latchkey: \w*Error/);
  expect(text).not.toMatch(/canary|0123456789abcdef/);
});

it('says what happened, where, and because of what', () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write '/home/me/vault/a.json'"), {
    code: 'ENOSPC',
  });
  const text = logged(new Fault('tokens_not_saved', 'the record was not written', full));
  expect(text).toContain('latchkey: Fault tokens_not_saved: the record was not written\n    at ');
  expect(text).toContain(
    "because of Error ENOSPC: ENOSPC: no space left on device, write '/home/me/vault/a.json'\n    at ",
  );
  expect(text).toContain('log.test.ts:');
  expect(logged(new TypeError('Object has been destroyed'))).toContain(
    'latchkey: TypeError: Object has been destroyed\n    at ',
  );
});

it('names the kind of what is no error', () => {
  expect(logged(CANARY)).toBe('latchkey: not an error: string\n');
});
