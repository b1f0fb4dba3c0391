import { describe, expect, it } from 'vitest';
import { Secret, type Authorization, type TransportResult } from '../oauth';
import { setUpAfter } from './after-setup';
import { connectByCode } from './connect';
import { answer, DISK_FULL, T0, tokens } from './fakes';
import { deferred } from './deferred';
import { finishTakeOvers } from './take-over';

const authorization: Authorization = {
  url: 'https://as.example/authorize',
  state: new Secret('state'),
  verifier: null,
  redirectUri: null,
  callbackUrl: 'https://app.example/cb',
  issuer: null,
  errorPattern: null,
};
const NEW = { access_token: 'access-2', token_type: 'Bearer', refresh_token: 'refresh-2', expires_in: 60 };
/** What its user wrote on the account stays on it. */
const marks = { favourite: true, note: 'the work one', colour: 'blue', copyAs: null } as const;
const ada = { id: 'u-ada', name: 'Ada', facts: [], at: T0 };

async function connectAgain(
  answers: readonly (TransportResult | Promise<TransportResult>)[],
  start: Parameters<typeof setUpAfter>[1] = { accounts: [{ profile: ada, label: 'Ada', marks }] },
) {
  const setting = await setUpAfter(answers, start);
  let made = 0;
  const outcome = connectByCode(
    {
      book: setting.book,
      journal: setting.journal,
      send: setting.send,
      hints: setting.hints,
      now: setting.now,
      newId: () => `new-${(made += 1)}`,
      nameOf: () => 'Acme',
      automaticByDefault: () => false,
      confirmation: setting.confirmation,
    },
    { provider: setting.provider, client: setting.registered, accountId: 'account-1' },
    authorization,
    new Secret('code'),
  );
  return { ...setting, outcome };
}

describe('connecting again', () => {
  it('as the same person brings the tokens into the account', async () => {
    const { outcome, book, account } = await connectAgain([answer(NEW), answer({ sub: 'u-ada', name: 'Ada L.' })]);
    expect(await outcome).toEqual({ kind: 'connected', accountId: 'account-1' });
    expect(book.all()).toHaveLength(1);
    expect(account()).toMatchObject({
      label: 'Ada',
      generation: 2,
      meantFor: null,
      profile: { name: 'Ada L.' },
      marks,
    });
    expect(account()?.tokens.accessToken.reveal()).toBe('access-2');
    expect(account()?.previous?.accessToken.reveal()).toBe('access-1');
  });

  it('as somebody else never touches it: the tokens stand beside it, with a question', async () => {
    const { outcome, book, account } = await connectAgain([answer(NEW), answer({ sub: 'u-eve', name: 'Eve' })]);
    const ended = await outcome;
    expect(ended).toEqual({ kind: 'connected', accountId: 'new-2' });
    expect(account()?.tokens.accessToken.reveal()).toBe('access-1');
    expect(book.findOpen('new-2')).toMatchObject({
      meantFor: { accountId: 'account-1', why: 'somebody_else' },
      profile: { id: 'u-eve' },
    });
  });

  it('has the tokens on disk before anybody is asked who this is', async () => {
    const reply = deferred<TransportResult>();
    const { outcome, records, server } = await connectAgain([answer(NEW), reply.promise]);
    await expect.poll(() => server.requests.length).toBe(2);
    const kept = records.saved.get('new-2');
    expect(kept?.state === 'open' && kept.account.tokens.refreshToken?.reveal()).toBe('refresh-2');
    reply.resolve({ kind: 'lost', reason: 'timed_out', detail: '30 s' });
    await outcome;
  });

  it('stays apart where the server does not say who it is', async () => {
    const { outcome, book } = await connectAgain([answer(NEW), answer('<!doctype html>')]);
    expect(await outcome).toEqual({ kind: 'connected', accountId: 'new-2' });
    expect(book.findOpen('new-2')?.meantFor).toEqual({ accountId: 'account-1', why: 'not_confirmed' });
  });

  it('replaces at once where nothing was ever known of the user', async () => {
    const { outcome, book } = await connectAgain([answer(NEW), answer({ sub: 'u-ada' })], { accounts: [{}] });
    expect(await outcome).toEqual({ kind: 'connected', accountId: 'account-1' });
    expect(book.all()).toHaveLength(1);
  });

  it('replaces nothing when the disk is full: both accounts stay as they are', async () => {
    const reply = deferred<TransportResult>();
    const { outcome, records, book, account, server } = await connectAgain([answer(NEW), reply.promise]);
    await expect.poll(() => server.requests.length).toBe(2);
    // The profile is written, the move is not.
    const save = records.save.bind(records);
    records.save = async (value) => (value.id === 'account-1' ? DISK_FULL : save(value));
    reply.resolve(answer({ sub: 'u-ada' }));
    expect(await outcome).toEqual({ kind: 'connected', accountId: 'new-2' });
    expect(account()?.tokens.accessToken.reveal()).toBe('access-1');
    expect(book.findOpen('new-2')?.tokens.accessToken.reveal()).toBe('access-2');
  });
});

describe('the user’s decision', () => {
  const apart = {
    accounts: [
      { profile: ada, label: 'Ada', marks: { favourite: true, note: 'mine', colour: null, copyAs: null } },
      {
        id: 'account-2',
        grantId: 'grant-2',
        label: 'Acme',
        tokens: tokens({ accessToken: new Secret('access-2') }),
        meantFor: { accountId: 'account-1', why: 'somebody_else' as const },
        profile: { id: 'u-eve', name: 'Eve', facts: [], at: T0 },
      },
    ],
  };

  it('to keep it makes it an account like any other', async () => {
    const { decide, account } = await setUpAfter([], apart);
    expect(await decide('account-2', 'keep')).toEqual({ kind: 'done', accountId: 'account-2' });
    expect(account('account-2')?.meantFor).toBeNull();
    expect(await decide('account-2', 'replace')).toEqual({ kind: 'refused', reason: 'not_found' });
  });

  it('leaves the question where it cannot be written down', async () => {
    const { decide, account, records } = await setUpAfter([], apart);
    records.failures = [DISK_FULL, DISK_FULL];
    expect(await decide('account-2', 'keep')).toEqual({ kind: 'not_saved', save: DISK_FULL });
    expect(account('account-2')?.meantFor).not.toBeNull();
    records.failures = [DISK_FULL, DISK_FULL];
    expect(await decide('account-2', 'replace')).toEqual({ kind: 'not_saved', save: DISK_FULL });
    expect(account()?.tokens.accessToken.reveal()).toBe('access-1');
    expect(account('account-2')?.tokens.accessToken.reveal()).toBe('access-2');
  });

  it('comes too late for an account that is gone: the tokens stay where they are', async () => {
    const { decide, account, book } = await setUpAfter([], apart);
    await book.remove('account-1');
    expect(await decide('account-2', 'replace')).toEqual({ kind: 'refused', reason: 'not_found' });
    expect(account('account-2')?.tokens.accessToken.reveal()).toBe('access-2');
  });

  it('is told to the history of the account that has the tokens, once they are there', async () => {
    const { decide, history } = await setUpAfter([], apart);
    await decide('account-2', 'keep');
    expect(history.events).toEqual([['account-2', { kind: 'kept_apart' }]]);
    const again = await setUpAfter([], apart);
    again.records.failures = [DISK_FULL, DISK_FULL];
    await again.decide('account-2', 'replace');
    expect(again.history.events).toEqual([]);
    await again.decide('account-2', 'replace');
    expect(again.history.events).toEqual([['account-1', { kind: 'taken_over' }]]);
  });

  it('that it is the same person moves everything, and the token before can be restored', async () => {
    const { decide, account, records, book } = await setUpAfter([], apart);
    expect(await decide('account-2', 'replace')).toEqual({ kind: 'done', accountId: 'account-1' });
    expect(account()).toMatchObject({ marks: { favourite: true, note: 'mine' } });
    expect(account()).toMatchObject({ label: 'Ada', grantId: 'grant-2', profile: { id: 'u-eve' }, meantFor: null });
    expect(account()?.previous?.accessToken.reveal()).toBe('access-1');
    expect([...records.saved.keys()]).toEqual(['account-1']);
    expect(book.all()).toHaveLength(1);
  });

  it('leaves nobody else with the same refresh token, though the record they came in cannot be erased', async () => {
    const { decide, records, book, refreshing } = await setUpAfter([], apart);
    records.remove = async () => ({ kind: 'failed', reason: 'denied', detail: 'EPERM' });
    expect(await decide('account-2', 'replace')).toEqual({ kind: 'done', accountId: 'account-1' });
    expect(book.find('account-2')).toBeUndefined();
    expect(await refreshing.refresh('account-2', false)).toEqual({ kind: 'refused', reason: 'not_found' });
    // The next start erases it.
    expect([...records.marked]).toEqual(['account-2']);
  });

  it('leaves the tokens where they are when the account they are meant for is just leaving', async () => {
    const { decide, records, book } = await setUpAfter([], apart);
    const disk = deferred<{ readonly kind: 'saved' }>();
    records.remove = () => disk.promise;
    const gone = book.remove('account-1');
    const decided = decide('account-2', 'replace');
    disk.resolve({ kind: 'saved' });
    await gone;
    expect(await decided).toEqual({ kind: 'refused', reason: 'not_found' });
    expect(book.findOpen('account-2')?.grantId).toBe('grant-2');
  });

  it('waits for a refresh that is under way', async () => {
    const reply = deferred<TransportResult>();
    const { decide, refreshing } = await setUpAfter([reply.promise], apart);
    const refreshed = refreshing.refresh('account-2', false);
    expect(await decide('account-2', 'replace')).toEqual({ kind: 'refused', reason: 'refreshing' });
    reply.resolve({ kind: 'not_sent', reason: 'offline', detail: '' });
    await refreshed;
  });

  it('that was cut off between its two writes is finished at the next start', async () => {
    const { book } = await setUpAfter([], {
      accounts: [{ grantId: 'grant-2' }, { ...apart.accounts[1], grantId: 'grant-2' }],
    });
    await finishTakeOvers(book);
    expect(book.all().map((stored) => stored.state === 'open' && stored.account.id)).toEqual(['account-1']);
  });

  it('is not taken by a start: what waits for it is still there', async () => {
    const { book } = await setUpAfter([], apart);
    await finishTakeOvers(book);
    expect(book.all()).toHaveLength(2);
  });
});
