import { expect, test } from 'vitest';
import { hasTrayHost } from './tray-host';

const absent = (program: string): never => {
  throw new Error(`no ${program}`);
};

test('every system but Linux shows tray icons, and is not asked', async () => {
  expect(await hasTrayHost('darwin', async (program) => absent(program))).toBe(true);
  expect(await hasTrayHost('win32', async (program) => absent(program))).toBe(true);
});

test('on Linux the bus knows, by whichever program is there', async () => {
  expect(await hasTrayHost('linux', async () => '(true,)')).toBe(true);
  expect(await hasTrayHost('linux', async () => '(false,)')).toBe(false);
  const second = async (program: string) =>
    program === 'gdbus' ? absent(program) : 'method return\n   boolean true\n';
  expect(await hasTrayHost('linux', second)).toBe(true);
});

test('where nobody can be asked none is assumed', async () => {
  expect(await hasTrayHost('linux', async (program) => absent(program))).toBe(false);
});
