import { expect, test } from 'vitest';
import { account, DISK_FULL, FakeAccountRecords, SAVED } from '../accounts/fakes';
import { accountBook, type AccountHistory, type Histories, type SaveResult } from '../accounts';
import { historyHandlers } from './history-handlers';

const attempt = { id: 'a-1', kind: 'refresh', by: 'you', at: 1, outcome: 'failed', steps: [], dropped: 0 } as const;
const kept: AccountHistory = {
  id: 'account-1',
  entries: [
    { at: 1, last: 1, times: 1, event: { kind: 'exported' } },
    { at: 2, last: 2, times: 1, event: { kind: 'imported' } },
  ],
  attempts: [attempt, { ...attempt, id: 'a-2' }],
  reply: null,
};

async function world(written: SaveResult = SAVED, chosen: string | null = '/somewhere/ticket.har') {
  const files = new Map<string, string>();
  const copied: string[] = [];
  const book = accountBook(
    new FakeAccountRecords({ state: 'open', account: account() }),
    () => undefined,
    () => undefined,
  );
  await book.load();
  const handlers = historyHandlers({
    book: () => book,
    history: () => ({ of: async () => kept, loose: () => [attempt] }) as unknown as Histories,
    copyText: async (text) => void copied.push(text),
    files: {
      dialogs: { saveAs: async () => chosen, open: async () => null },
      async write(path, content) {
        files.set(path, content.reveal());
        return written;
      },
    },
    appVersion: '1.0.0',
    now: () => 0,
  });
  return { handlers, files, copied };
}

test('a history is given the newest first, and none of an account that is not there', async () => {
  const { handlers } = await world();
  expect(await handlers.getHistory({ accountId: 'account-1' })).toMatchObject({
    entries: [{ at: 2 }, { at: 1 }],
    attempts: [{ id: 'a-2' }, { id: 'a-1' }],
  });
  expect(await handlers.getHistory({ accountId: 'gone' })).toMatchObject({ refused: { code: 'not_found' } });
});

test('the chosen attempts become one HAR, where its user says', async () => {
  const { handlers, files } = await world();
  const owner = { kind: 'account', accountId: 'account-1' } as const;
  expect(await handlers.saveHar({ owner, attemptIds: ['a-2'] })).toEqual({ file: 'ticket.har' });
  const { log } = JSON.parse(files.get('/somewhere/ticket.har') ?? '{}') as { log: { pages: object[] } };
  expect(log.pages).toMatchObject([{ id: 'a-2' }]);
  expect(await handlers.saveHar({ owner, attemptIds: ['other'] })).toMatchObject({ refused: { code: 'not_found' } });
  expect(await handlers.saveHar({ owner: { kind: 'set_up' }, attemptIds: ['a-1'] })).toEqual({ file: 'ticket.har' });
  const loose = { kind: 'client', clientId: 'client-1' } as const;
  expect(await handlers.saveHar({ owner: loose, attemptIds: ['a-1'] })).toEqual({ file: 'ticket.har' });
});

test('a dialog that is cancelled writes nothing, a full disk is told', async () => {
  const owner = { kind: 'account', accountId: 'account-1' } as const;
  const cancelled = await world(SAVED, null);
  expect(await cancelled.handlers.saveHar({ owner, attemptIds: ['a-1'] })).toEqual({ file: null });
  expect(cancelled.files.size).toBe(0);
  const full = await world(DISK_FULL);
  expect(await full.handlers.saveHar({ owner, attemptIds: ['a-1'] })).toMatchObject({
    refused: { code: 'file_full' },
  });
});
