/** What the requests about an account's past do: look it up, newest first, and give it away as a report or as a file. */
import path from 'node:path';
import type { AccountBook, Histories, SaveResult } from '../accounts';
import { Secret } from '../oauth';
import { claimsView } from './claims';
import { saveFailure } from './failures';
import { datedName } from './file-dialogs';
import type { HandDependencies } from './hand-handlers';
import { harOf } from './har';
import { refuse, type Handlers } from './ipc';

export interface HistoryHandlerDependencies {
  readonly book: () => AccountBook;
  readonly history: () => Histories;
  readonly copyText: (text: string) => Promise<void>;
  readonly files: HandDependencies['files'];
  readonly appVersion: string;
  readonly now: () => number;
}

type HistoryRequest = 'getHistory' | 'getClaims' | 'getFailedAttempts' | 'copyReport' | 'saveHar';

export function historyHandlers(deps: HistoryHandlerDependencies): Pick<Handlers, HistoryRequest> {
  const { book, history } = deps;
  return {
    async getHistory({ accountId }) {
      if (book().find(accountId) === undefined) return refuse('not_found');
      const { entries, attempts, reply } = await history().of(accountId);
      return { entries: entries.toReversed(), attempts: attempts.toReversed(), reply };
    },
    getClaims({ accountId }) {
      const account = book().findOpen(accountId);
      return account === undefined
        ? refuse(book().find(accountId) === undefined ? 'not_found' : 'vault_locked')
        : claimsView(account);
    },
    getFailedAttempts: ({ clientId }) => ({ attempts: history().loose(clientId).toReversed() }),
    async copyReport({ text }) {
      try {
        // SECURITY: a window has nothing but masks to make it of, so it is no secret and stays until it is replaced.
        await deps.copyText(text);
        return null;
      } catch {
        return refuse('clipboard_failed');
      }
    },
    async saveHar({ owner, attemptIds }) {
      const all =
        owner.kind === 'account'
          ? (await history().of(owner.accountId)).attempts
          : history().loose(owner.kind === 'client' ? owner.clientId : null);
      const wanted = all.filter(({ id }) => attemptIds.includes(id));
      if (wanted.length === 0) return refuse('not_found');
      const target = await deps.files.dialogs.saveAs(datedName(deps.now(), 'har'), 'har');
      if (target === null) return { file: null };
      const content = JSON.stringify(harOf(wanted, deps.appVersion), null, 2);
      const written = await deps.files.write(target, new Secret(content));
      return written.kind === 'saved' ? { file: path.basename(target) } : { refused: fileFailure(written) };
    },
  };
}

function fileFailure(written: Extract<SaveResult, { kind: 'failed' }>) {
  return { ...saveFailure(written), code: written.reason === 'full' ? 'file_full' : 'file_not_written' } as const;
}
