import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { refuseCoreFiles } from './core-files';

test.runIf(process.platform === 'linux')(
  'a process of the app writes no core file, and cannot be told to',
  async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    const id = child.pid ?? 0;
    expect(await refuseCoreFiles({ platform: 'linux', processIds: () => [id] })).toEqual([id]);
    expect(await readFile(`/proc/${id}/limits`, 'utf8')).toMatch(/^Max core file size\s+0\s+0\s/m);
    child.kill();
  },
);

test('one that cannot be told is passed over; elsewhere nothing is run', async () => {
  const asked: string[] = [];
  const run = async (_program: string, args: readonly string[]): Promise<boolean> => {
    asked.push(args[1] ?? '');
    return args[1] !== '2';
  };
  expect(await refuseCoreFiles({ platform: 'linux', processIds: () => [1, 2, 3], run })).toEqual([1, 3]);
  expect(await refuseCoreFiles({ platform: 'darwin', processIds: () => [1], run })).toEqual([]);
  expect(asked).toEqual(['1', '2', '3']);
});
