import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Secret } from '../oauth';
import { writeTokenFile } from './token-file';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'latchkey-tokens-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('a file of tokens is for its user only, also where one was there for all to read', async () => {
  const path = join(folder, 'x.env');
  writeFileSync(path, 'old', { mode: 0o644 });
  expect(await writeTokenFile(path, new Secret('T=1\n'))).toEqual({ kind: 'saved' });
  expect(readFileSync(path, 'utf8')).toBe('T=1\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['x.env']);
});

it('where it cannot be written nothing is left behind, and the reason is told', async () => {
  expect(await writeTokenFile(join(folder, 'no', 'x.env'), new Secret('T=1\n'))).toMatchObject({ kind: 'failed' });
  expect(readdirSync(folder)).toEqual([]);
});
