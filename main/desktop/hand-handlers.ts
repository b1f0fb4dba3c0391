/** What the requests about handing tokens to other tools do: copying one or several, writing them to a file. */
import { basename } from 'node:path';
import type { Account, AccountBook, ClientBook, CopyForm, History, SaveResult } from '../accounts';
import { isSenderConstrained, Secret, type ServerHints } from '../oauth';
import type { Provider } from '../providers';
import { copyNote, holdsToken, inDotenv, tokenFile, tokenText, variableNames } from '../handover';
import type { Answers, RequestInput, SettingsView } from '../../preload/contract';
import type { TokenClipboard } from './clipboard';
import type { FileDialogs } from './file-dialogs';
import { refuse, type Handlers, type Refusal } from './ipc';

export interface HandDependencies {
  readonly book: () => AccountBook;
  readonly clients: () => ClientBook;
  readonly findProvider: (id: string) => Provider | undefined;
  readonly hints: () => ServerHints;
  readonly now: () => number;
  readonly clipboard: TokenClipboard;
  readonly history: () => History;
  readonly settings: () => SettingsView;
  readonly files: {
    readonly dialogs: FileDialogs;
    /** Whole or not at all, readable by its user only. */
    readonly write: (path: string, content: Secret) => Promise<SaveResult>;
  };
}

export function handHandlers(deps: HandDependencies): Pick<Handlers, 'copy' | 'copyMany' | 'exportTokens'> {
  return {
    async copy({ accountId, format }) {
      const account = deps.book().findOpen(accountId);
      if (account === undefined) {
        return refuse(deps.book().find(accountId) === undefined ? 'not_found' : 'vault_locked');
      }
      return copyAnswer(deps, account, format === 'usual' ? (account.marks.copyAs ?? 'token') : format);
    },
    copyMany: (input) => copySeveral(deps, input),
    exportTokens: (input) => exportAnswer(deps, input),
  };
}

async function copyAnswer(
  deps: HandDependencies,
  account: Account,
  format: CopyForm,
): Promise<Answers['copy'] | Refusal> {
  const clientId = deps.clients().find(account.clientId)?.clientId;
  const provider = deps.findProvider(account.providerId);
  const hints = deps.hints();
  const text = tokenText(account, provider, format, clientId, (url) => ({
    now: hints.now(url, deps.now(), account.clockOffset),
    nonce: hints.nonce(url),
  }));
  if (text === null) return refuse('token_unwritable');
  const note = copyNote(account, provider, format);
  try {
    if (!holdsToken(format)) {
      await deps.clipboard.copyPublic(text.reveal());
      deps.history().happened(account.id, { kind: 'copied', by: 'you', form: format });
      return { clearsAt: null, note, format };
    }
    const clearsAt = await deps.clipboard.copy(text, deps.settings().clipboardSeconds);
    deps.history().happened(account.id, { kind: 'copied', by: 'you', form: format });
    return { clearsAt, note, format };
  } catch {
    // SECURITY: the system's message might quote what was to be copied; the code says enough.
    return refuse('clipboard_failed');
  }
}

/** The access tokens of those that are open, in the order given. */
async function copySeveral(
  { book, history, clipboard, settings }: Pick<HandDependencies, 'book' | 'history' | 'clipboard' | 'settings'>,
  { accountIds, format }: RequestInput<'copyMany'>,
): Promise<Answers['copyMany'] | Refusal> {
  const open = accountIds.flatMap((id) => book().findOpen(id) ?? []);
  if (open.length === 0) return refuse('vault_locked');
  const text = severalText(open, format);
  if (text === null) return refuse('token_unwritable');
  const bound = open.filter(({ tokens }) => isSenderConstrained(tokens)).length;
  try {
    const clearsAt = await clipboard.copy(new Secret(text), settings().clipboardSeconds);
    for (const { id } of open) history().happened(id, { kind: 'copied', by: 'several', form: format });
    return { clearsAt, count: open.length, bound };
  } catch {
    // SECURITY: the system's message might quote what was to be copied; the code says enough.
    return refuse('clipboard_failed');
  }
}

/** Null where a token cannot be written so. */
function severalText(open: readonly Account[], format: 'lines' | 'json' | 'dotenv'): string | null {
  const tokens = open.map(({ label, tokens: { accessToken } }) => [label, accessToken.reveal()] as const);
  switch (format) {
    case 'lines':
      return tokens.map(([, token]) => token).join('\n');
    case 'json':
      // Labels can be the same; then the later ones are told apart by a number, and none is lost.
      return JSON.stringify(Object.fromEntries(distinct(tokens)), null, 2);
    case 'dotenv': {
      const names = variableNames(open);
      const lines = tokens.map(([, token], index) => [names[index], inDotenv(token)] as const);
      return lines.some(([, value]) => value === null)
        ? null
        : lines.map(([name, value]) => `${name}=${value}\n`).join('');
    }
  }
}

function distinct<T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  const taken = new Set<string>();
  return entries.map(([name, value]) => {
    let free = name;
    for (let number = 2; taken.has(free); number += 1) free = `${name} (${number})`;
    taken.add(free);
    return [free, value];
  });
}

async function exportAnswer(
  deps: HandDependencies,
  { accountIds, format }: RequestInput<'exportTokens'>,
): Promise<Answers['exportTokens'] | Refusal> {
  const open = accountIds.flatMap((id) => deps.book().findOpen(id) ?? []);
  if (open.length === 0) return refuse('vault_locked');
  const sheets = (accounts: readonly Account[]) =>
    accounts.map((account) => ({
      account,
      provider: deps.findProvider(account.providerId),
      client: deps.clients().find(account.clientId),
    }));
  const suggested = tokenFile(sheets(open), format, deps.now());
  if (suggested === null) return refuse('token_unwritable');
  const path = await deps.files.dialogs.saveAs(suggested.name, suggested.ending);
  if (path === null) return { kind: 'cancelled' };
  // While the dialog was open tokens may have been refreshed, or Latchkey locked: what is written is what is true now.
  const now = open.flatMap(({ id }) => deps.book().findOpen(id) ?? []);
  const file = now.length === 0 ? null : tokenFile(sheets(now), format, deps.now());
  if (file === null) return refuse(now.length === 0 ? 'vault_locked' : 'token_unwritable');
  const written = await deps.files.write(path, file.content);
  if (written.kind === 'failed') return refuse('token_file_not_written', { detail: written.detail });
  for (const { id } of now) deps.history().happened(id, { kind: 'saved_to_file', form: format });
  return { kind: 'written', file: basename(path), count: now.length, format };
}
