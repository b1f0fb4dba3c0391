/**
 * Fault hooks by patching Node's own file functions before the vault uses them: the app's code has none, so no package can have any.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import type { JournalStage, KillPoint, StageCut } from './protocol';

export interface KillSwitch {
  set(point: KillPoint | null): void;
  /** Names of the operations since then, in order. */
  operations(): readonly string[];
  /** Bytes written since then. */
  written(): number;
}

const PATCHED = ['open', 'rename', 'link', 'unlink'] as const;
const PATCHED_OF_FILES = ['write', 'sync', 'datasync'] as const;

/**
 * @param folder operations on files below it count; the others are let through
 * @param except a folder in it whose files do not count: what is written there comes whenever it likes, and would shift the count
 */
export async function killSwitch(folder: string, except: string): Promise<KillSwitch> {
  const counts = (file: unknown): boolean => String(file).startsWith(folder) && !String(file).startsWith(except);
  /** Files that do not count, while they are open. */
  const passing = new WeakSet<object>();
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

  for (const name of PATCHED) {
    const original = fs[name] as (...args: unknown[]) => Promise<unknown>;
    const patched = async (...args: unknown[]): Promise<unknown> => {
      if (counts(args[0])) pass(`${name} ${path.basename(String(args[0])).replace(/^[^.]*/, '')}`);
      const result = await original.apply(fs, args);
      if (name === 'open' && !counts(args[0])) passing.add(result as object);
      return result;
    };
    Object.assign(fs, { [name]: patched });
  }

  const probe = await fs.open(process.execPath, 'r');
  const prototype = Object.getPrototypeOf(probe) as Record<string, (...args: unknown[]) => Promise<unknown>>;
  await probe.close();
  for (const name of PATCHED_OF_FILES) {
    const original = prototype[name];
    if (original === undefined) throw new Error(`a file handle has no ${name}`);
    prototype[name] = async function patched(this: object, ...args: unknown[]): Promise<unknown> {
      if (passing.has(this)) return original.apply(this, args);
      if (pass(name)) {
        const [bytes, offset, length, position] = args as [Uint8Array, number, number, number];
        await original.call(this, bytes, offset, Math.floor(length / 2), position);
        die();
      }
      const result = await original.apply(this, args);
      if (name === 'write') written += (result as { readonly bytesWritten: number }).bytesWritten;
      return result;
    };
  }

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
