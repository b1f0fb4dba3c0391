import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeDisk } from './disk';
import {
  finishWrite,
  keepAside,
  previousOf,
  replaceDurably,
  restorePrevious,
  unfinishedOf,
  writeDurably,
} from './durable-file';
import { faultyDisk, linklessDisk, temporaryFolder } from './fakes';

const OLD = Buffer.from('old '.repeat(100));
const NEW = Buffer.from('new '.repeat(200));

function freshPath(): string {
  return join(temporaryFolder(onTestFinished), 'record.json');
}

/** Number of operations of one write over an existing file. */
async function stepsOfAWrite(): Promise<number> {
  const path = freshPath();
  await writeDurably(path, OLD);
  const disk = faultyDisk({ at: Number.POSITIVE_INFINITY, what: 'EIO' });
  await writeDurably(path, NEW, disk);
  return disk.done.length;
}

describe('a durable write', () => {
  it('replaces the content, keeps the content before and leaves nothing else', async () => {
    const path = freshPath();
    expect(await writeDurably(path, OLD)).toEqual({ kind: 'saved' });
    expect(await writeDurably(path, NEW)).toEqual({ kind: 'saved' });
    expect(readFileSync(path)).toEqual(NEW);
    expect(readFileSync(previousOf(path))).toEqual(OLD);
    expect(readdirSync(join(path, '..')).toSorted()).toEqual(['record.json', 'record.json.prev']);
  });

  it('makes files that only this user can read', async () => {
    const path = freshPath();
    await writeDurably(path, OLD);
    await writeDurably(path, NEW);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(previousOf(path)).mode & 0o777).toBe(0o600);
  });

  it('writes on after short writes', async () => {
    const path = freshPath();
    const disk = faultyDisk({ at: Number.POSITIVE_INFINITY, what: 'EIO' });
    expect(await writeDurably(path, NEW, disk)).toEqual({ kind: 'saved' });
    expect(disk.done.filter((name) => name === 'write').length).toBeGreaterThan(3);
    expect(readFileSync(path)).toEqual(NEW);
  });

  it('takes a write that makes no progress for a full disk', async () => {
    const path = freshPath();
    const stuck = {
      ...nodeDisk,
      open: async (file: string, flags: 'wx' | 'r+', mode: number) => {
        const handle = await nodeDisk.open(file, flags, mode);
        return {
          write: async () => ({ bytesWritten: 0 }),
          sync: () => handle.sync(),
          datasync: () => handle.datasync(),
          close: () => handle.close(),
        };
      },
    };
    expect(await writeDurably(path, NEW, stuck)).toMatchObject({ kind: 'failed', reason: 'full' });
  });

  it('finds out that the disk gives back something else than was written', async () => {
    const path = freshPath();
    await writeDurably(path, OLD);
    const lying = { ...nodeDisk, readSmall: async () => Buffer.from('something else') };
    expect(await writeDurably(path, NEW, lying)).toMatchObject({ kind: 'failed', reason: 'failed' });
    expect(readFileSync(path)).toEqual(OLD);
  });

  it('after a crash at any step leaves the old content whole, or the new one', async () => {
    const steps = await stepsOfAWrite();
    for (let at = 0; at < steps; at += 1) {
      const path = freshPath();
      await writeDurably(path, OLD);
      await writeDurably(path, NEW, faultyDisk({ at, what: 'crash' }));
      expect([OLD.toString(), NEW.toString()], `crash at step ${at}`).toContain(readFileSync(path, 'utf8'));
      // What a crash left must not stand in the way of the next write.
      expect(await writeDurably(path, NEW), `write after a crash at step ${at}`).toEqual({ kind: 'saved' });
      expect(readFileSync(path)).toEqual(NEW);
    }
    expect(steps).toBeGreaterThan(6);
  });

  it('on a file system without hard links keeps the content before all the same', async () => {
    const path = freshPath();
    await writeDurably(path, OLD, linklessDisk());
    expect(await writeDurably(path, NEW, linklessDisk())).toEqual({ kind: 'saved' });
    expect(readFileSync(previousOf(path))).toEqual(OLD);
  });

  it.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EFBIG', 'full'],
    ['EACCES', 'denied'],
    ['EROFS', 'denied'],
    ['EIO', 'failed'],
  ] as const)('reports %s at any step as %s and keeps a whole content', async (what, reason) => {
    const steps = await stepsOfAWrite();
    for (let at = 0; at < steps; at += 1) {
      const path = freshPath();
      await writeDurably(path, OLD);
      const result = await writeDurably(path, NEW, faultyDisk({ at, what }));
      const content = readFileSync(path, 'utf8');
      expect(result.kind === 'failed' ? result.reason : reason).toBe(reason);
      const allowed = result.kind === 'saved' ? [NEW.toString()] : [OLD.toString(), NEW.toString()];
      expect(allowed).toContain(content);
    }
  });

  it('saves the new content even where there is no room to keep the old one', async () => {
    const path = freshPath();
    await writeDurably(path, OLD);
    const noRoomForNames = {
      ...nodeDisk,
      link: () => Promise.reject(Object.assign(new Error('ENOSPC: injected'), { code: 'ENOSPC' })),
    };
    expect(await writeDurably(path, NEW, noRoomForNames)).toEqual({ kind: 'saved' });
    expect(readFileSync(path)).toEqual(NEW);
  });

  it('in a process that may write no more than 32 KiB a file fails as full, keeps the old content and frees what it took', async () => {
    const path = freshPath();
    await writeDurably(path, OLD);
    const program = await bundled(`
      import { writeDurably } from ${JSON.stringify(join(import.meta.dirname, 'durable-file.ts'))};
      console.log(JSON.stringify(await writeDurably(process.argv[2], Buffer.alloc(100_000, 'x'))));
    `);
    const said = execFileSync('sh', ['-c', 'ulimit -f 64 && exec "$0" "$@"', process.execPath, program, path], {
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toMatchObject({ kind: 'failed', reason: 'full' });
    expect(readdirSync(join(path, '..'))).toEqual(['record.json']);
    expect(readFileSync(path)).toEqual(OLD);
  });
});

describe('a file in a folder of the user’s', () => {
  it.each(['t.env', `${'a'.repeat(251)}.env`, `${'令'.repeat(83)}.env`, `${'🗝'.repeat(62)}.env`])(
    'is replaced, and nothing left beside it, however long its name: %s',
    async (name) => {
      const path = join(temporaryFolder(onTestFinished), name);
      const disk = faultyDisk({ at: 3, what: 'EIO' });
      for (const content of [OLD, NEW]) expect(await replaceDurably(path, content)).toEqual({ kind: 'saved' });
      expect(await replaceDurably(path, OLD, disk)).toMatchObject({ kind: 'failed' });
      expect(readFileSync(path)).toEqual(NEW);
      expect(readdirSync(join(path, '..'))).toEqual([name]);
    },
  );
});

describe('what a crash left', () => {
  it('is finished where it is whole, and the content before is kept', async () => {
    const path = freshPath();
    await writeDurably(path, OLD);
    writeFileSync(unfinishedOf(path), NEW);
    await finishWrite(path);
    expect(readFileSync(path)).toEqual(NEW);
    expect(readFileSync(previousOf(path))).toEqual(OLD);
  });

  it('can be undone by restoring the content before, which stays where it is', async () => {
    const path = freshPath();
    await writeDurably(path, OLD);
    await writeDurably(path, NEW);
    await restorePrevious(path);
    expect(readFileSync(path)).toEqual(OLD);
    expect(readFileSync(previousOf(path))).toEqual(OLD);
  });

  it('is kept aside under a name of its own, however often in the same millisecond', async () => {
    const path = freshPath();
    const at = Date.UTC(2026, 0, 31, 10, 11, 12, 345);
    const names: string[] = [];
    for (const content of ['a', 'b', 'c']) {
      writeFileSync(path, content);
      names.push(await keepAside(path, 'damaged', at));
      await nodeDisk.unlink(path);
    }
    expect(names).toEqual([
      'record.json.damaged-20260131T101112345Z',
      'record.json.damaged-20260131T101112345Z-2',
      'record.json.damaged-20260131T101112345Z-3',
    ]);
    expect(names.map((name) => readFileSync(join(path, '..', name), 'utf8'))).toEqual(['a', 'b', 'c']);
  });
});

/** Bundles a program for a Node process of its own. */
async function bundled(source: string): Promise<string> {
  const folder = temporaryFolder(onTestFinished);
  const entry = join(folder, 'program.mts');
  writeFileSync(entry, source);
  await build({
    configFile: false,
    logLevel: 'silent',
    root: folder,
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'bundle.mjs' } },
    },
    ssr: { noExternal: true },
  });
  return join(folder, 'bundle.mjs');
}
