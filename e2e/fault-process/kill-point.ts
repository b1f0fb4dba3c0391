/**
 * Fault hooks by patching Node's own file functions before the vault uses them: the app's code has none, so no package can have any.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { JournalStage, KillPoint, StageCut } from './protocol';

export interface KillSwitch {
  set(point: KillPoint | null): void;
  /** Names of the operations since then, in order. */
  operations(): readonly string[];
  /** Bytes written since then. */
  written(): number;
}

/** The functions that main/vault/disk.ts is built of, by what their first argument is. */
const BY_PATH = { openSync: 'open', renameSync: 'rename', linkSync: 'link', unlinkSync: 'unlink' } as const;
const SYNCS = { fsync: 'sync', fdatasync: 'datasync' } as const;

type Any = (...args: unknown[]) => unknown;

/**
 * @param folder operations on files below it count; the others are let through
 * @param except a folder in it whose files do not count: what is written there comes whenever it likes, and would shift the count
 */
export function killSwitch(folder: string, except: string): KillSwitch {
  const counts = (file: unknown): boolean => String(file).startsWith(folder) && !String(file).startsWith(except);
  /** Descriptors of files that count, while they are open. */
  const counted = new Set<unknown>();
  let point: KillPoint | null = null;
  let names: string[] = [];
  let written = 0;

  /** True where this is the operation to die in the middle of. */
  const pass = (name: string): boolean => {
    names.push(name);
    if (point === null || names.length !== point.operation) return false;
    if (point.half && name.startsWith('write')) return true;
    die();
  };

  const patch = (name: keyof typeof fs, patched: (original: Any) => Any): void => {
    Object.assign(fs, { [name]: patched((fs[name] as Any).bind(fs)) });
  };

  for (const [name, told] of Object.entries(BY_PATH)) {
    patch(name as keyof typeof BY_PATH, (original) => (...args) => {
      if (counts(args[0])) pass(`${told} ${path.basename(String(args[0])).replace(/^[^.]*/, '')}`);
      const result = original(...args);
      if (told === 'open' && counts(args[0])) counted.add(result);
      return result;
    });
  }
  patch('closeSync', (original) => (file) => {
    counted.delete(file);
    return original(file);
  });
  for (const [name, told] of Object.entries(SYNCS)) {
    patch(name as keyof typeof SYNCS, (original) => (file, done) => {
      if (counted.has(file)) pass(told);
      return original(file, done);
    });
  }
  patch('writeSync', (original) => (file, ...args) => {
    if (!counted.has(file)) return original(file, ...args);
    if (pass('write')) {
      const [bytes, offset, length, position] = args as [Uint8Array, number, number, number];
      original(file, bytes, offset, Math.floor(length / 2), position);
      die();
    }
    const bytesWritten = original(file, ...args) as number;
    written += bytesWritten;
    return bytesWritten;
  });

  return {
    set(next) {
      point = next;
      names = [];
      written = 0;
    },
    operations: () => names,
    written: () => written,
  };
}

export interface StageCutter {
  set(cut: StageCut | null): void;
  /** A refresh has come to this stage, durably. */
  pass(stage: JournalStage): void;
}

export function stageCutter(): StageCutter {
  let cut: StageCut | null = null;
  let passed = 0;
  return {
    set(next) {
      cut = next;
      passed = 0;
    },
    pass(stage) {
      if (stage !== cut?.stage) return;
      passed += 1;
      if (passed === cut.refresh) die();
    },
  };
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // SIGKILL is delivered before the call returns; this is for the type.
  throw new Error('killed');
}
