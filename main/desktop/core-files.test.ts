import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { familyOf, refuseCoreFiles } from './core-files';

test.runIf(process.platform === 'linux')(
  'a process of the app writes no core file, and cannot be told to',
  async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    const id = child.pid ?? 0;
    expect(await refuseCoreFiles({ platform: 'linux', processIds: async () => [id] })).toEqual([id]);
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
  expect(await refuseCoreFiles({ platform: 'linux', processIds: async () => [1, 2, 3], run })).toEqual([1, 3]);
  expect(await refuseCoreFiles({ platform: 'darwin', processIds: async () => [1], run })).toEqual([]);
  expect(asked).toEqual(['1', '2', '3']);
});

test.runIf(process.platform === 'linux')(
  'a family is a process, its children and theirs, whatever they call themselves',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-family-'));
    const named = path.join(folder, ') R 1 (');
    await symlink('/bin/sh', named);
    const child = spawn(named, ['-c', 'sleep 60 & echo $!; wait']);
    const grandchild = Number(
      await new Promise((resolve) => void child.stdout.once('data', (said) => resolve(String(said)))),
    );
    expect(await familyOf(child.pid ?? 0)).toEqual([child.pid, grandchild]);
    expect(await familyOf(process.pid)).toEqual(expect.arrayContaining([process.pid, child.pid, grandchild]));
    process.kill(grandchild);
    child.kill();
    await rm(folder, { recursive: true });
  },
);
