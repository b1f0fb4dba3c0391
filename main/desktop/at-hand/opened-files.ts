/**
 * Provider files that Latchkey is opened with, at its start or while it runs. SECURITY: a file that comes this way changes nothing until its
 * user has seen where it would send codes and tokens, and said so; only a plain file of that kind is read, and a copy of it is kept.
 */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LARGEST_FILE, parseProvider, secretHosts, writtenHosts } from '../../providers';
import type { ProviderShelf } from '../provider-shelf';
import { fill, type NativeWords } from './native-words';

/** As they are found, and under the ending that packages tell the system of. */
const providerFile = /\.(?:json|latchkey-provider)$/i;

/** SECURITY: a `latchkey:` link brings the window up. Any page can have one opened, so nothing in it is read. */
function isLink(argument: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(argument) || /^latchkey:/i.test(argument);
}

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The first one says yes, the last one no; one alone only closes. */
  readonly buttons: readonly string[];
}

export interface OpenedFileDependencies {
  readonly shelf: Pick<ProviderShelf, 'inCatalogue' | 'find' | 'keep'>;
  readonly reload: () => Promise<void>;
  readonly words: () => NativeWords;
  /** Asks in the system's box; the index of the button. */
  readonly ask: (question: Question) => Promise<number>;
  /** A name in the language of the app. */
  readonly textOf: (text: string | { readonly en: string; readonly 'zh-CN': string }) => string;
}

/**
 * The provider files among the arguments of a start.
 * @param argv as the other instance was called
 * @param folder the folder that it was called in
 */
export function filesIn(argv: readonly string[], folder: string): readonly string[] {
  return argv
    .slice(1)
    .map(withoutFileScheme)
    .filter((argument) => !argument.startsWith('-') && !isLink(argument) && providerFile.test(argument))
    .map((argument) => path.resolve(folder, argument));
}

/** Linux desktops hand over the address of a file where the desktop entry says `%U` (Desktop Entry Specification, "The Exec key"). */
function withoutFileScheme(argument: string): string {
  if (!/^file:/i.test(argument)) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    // Another computer's, or a path that no system has: a link like any other.
    return argument;
  }
}

/** Asks about one file and takes it in where its user wants that. */
export async function takeInProviderFile(file: string, deps: OpenedFileDependencies): Promise<void> {
  const { opened, alert } = deps.words();
  const name = path.basename(file);
  const close = [opened.leave];
  const refuse = async (detail: string): Promise<void> => {
    await deps.ask({ message: opened.bad, detail, buttons: close });
  };
  const text = await readSmall(file);
  if (typeof text !== 'string') return refuse(fill(opened.badDetail, { file: name, reason: text.reason }));
  const parsed = parseProvider(text);
  if (parsed.kind === 'invalid') {
    const problem = parsed.problems[0];
    const reason = [problem?.path, problem?.reason].filter(Boolean).join(': ');
    return refuse(fill(opened.badDetail, { file: name, reason }));
  }
  const { provider } = parsed;
  if (deps.shelf.inCatalogue(provider.id)) return refuse(fill(opened.taken, { id: provider.id }));
  const there = deps.shelf.find(provider.id) !== undefined;
  const to = secretHosts(provider);
  const chosen = await deps.ask({
    message: fill(there ? opened.same : opened.ask, { name: deps.textOf(provider.name) }),
    detail: fill(opened.detail, {
      authorize: writtenHosts([provider.endpoints.authorize])[0] ?? '—',
      token: to.length === 0 ? '—' : to.join(alert.separator),
    }),
    buttons: [there ? opened.replace : opened.take, opened.leave],
  });
  if (chosen !== 0) return;
  const kept = await deps.shelf.keep({ id: provider.id, text });
  if (kept.kind === 'failed') return refuse(fill(opened.badDetail, { file: name, reason: kept.detail }));
  await deps.reload();
}

async function readSmall(file: string): Promise<string | { readonly reason: string }> {
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const facts = await handle.stat();
      if (!facts.isFile()) return { reason: 'not a plain file' };
      if (facts.size > LARGEST_FILE) return { reason: `> ${LARGEST_FILE / 1024} KiB` };
      return new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
