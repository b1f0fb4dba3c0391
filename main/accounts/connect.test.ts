import { describe, expect, it } from 'vitest';
import { Secret, serverHints, type Authorization, type TransportResult } from '../oauth';
import { catalogue, type Provider } from '../providers';
import { accountBook } from './book';
import { connectByCode, connectByForm, type ConnectDependencies } from './connect';
import { deferred } from './deferred';
import { account, answer, client, DISK_FULL, FakeAccountRecords, FakeJournal, FakeServer, SAVED, T0 } from './fakes';
import type { SaveResult } from './ports';

const provider = (id: string): Provider =>
  catalogue().find((entry) => entry.id === id) ?? expect.fail(`no provider ${id}`);
const kaixin = provider('kaixin001');
const sinaapp = provider('sinaapp');
const kaixinClient = client({ providerId: 'kaixin001', callbackUrl: null });

const authorization: Authorization = {
  url: 'https://api.sinaapp.com/oauth2/authorize',
  state: new Secret('state'),
  verifier: null,
  redirectUri: null,
  callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
  issuer: null,
  errorPattern: null,
};

async function setUp(answers: readonly TransportResult[], ...existing: readonly Parameters<typeof account>[0][]) {
  const records = new FakeAccountRecords(
    ...existing.map((part) => ({ state: 'open' as const, account: account(part) })),
  );
  const journal = new FakeJournal();
  const server = new FakeServer(...answers);
  const book = accountBook(
    records,
    () => undefined,
    () => undefined,
  );
  await book.load();
  let made = 0;
  const deps: ConnectDependencies = {
    book,
    journal,
    send: server.send,
    hints: serverHints(),
    now: () => T0,
    newId: () => `new-${(made += 1)}`,
    nameOf: ({ name }) => (typeof name === 'string' ? name : name.en),
    automaticByDefault: () => true,
  };
  return { deps, book, records, server, journal };
}

const passwordFields = { username: new Secret('json001'), password: new Secret('111111') };
const kaixinTokens = {
  access_token: '12932845_de81',
  expires_in: 2_592_000,
  refresh_token: '12932845_a11e',
  scope: 'basic',
};

describe('the password grant', () => {
  it('becomes an account that is named after its user, with what was asked and granted', async () => {
    const { deps, book, server } = await setUp([answer(kaixinTokens)]);
    const outcome = await connectByForm(
      deps,
      { provider: kaixin, client: kaixinClient, accountId: null },
      'password',
      passwordFields,
      'basic send_feed',
    );
    expect(outcome).toEqual({ kind: 'connected', accountId: 'new-2' });
    expect(server.bodies[0]?.get('grant_type')).toBe('password');
    expect(book.findOpen('new-2')).toMatchObject({
      label: 'json001',
      identity: 'json001',
      grant: 'password',
      requestedScope: ['basic', 'send_feed'],
      tokens: { scope: ['basic'] },
      generation: 1,
    });
  });

  it('leaves no password anywhere in the account', async () => {
    const { deps, records } = await setUp([answer(kaixinTokens)]);
    await connectByForm(
      deps,
      { provider: kaixin, client: kaixinClient, accountId: null },
      'password',
      passwordFields,
      '',
    );
    expect(JSON.stringify([...records.saved.values()])).not.toContain('111111');
    expect(JSON.stringify([...records.saved.values()])).not.toContain(passwordFields.password.fingerprint);
  });

  it('passes an action on, and keeps nothing', async () => {
    const needBind = { need_bind: 1, bind_url: 'http://wap.kaixin001.com/qq_bind.php?at=x' };
    const { deps, book } = await setUp([answer(needBind, 400)]);
    const fields = { tencent_token: new Secret('t'), expire: new Secret('1'), openid: new Secret('o') };
    const outcome = await connectByForm(
      deps,
      { provider: kaixin, client: kaixinClient, accountId: null },
      'tencent_token',
      fields,
      '',
    );
    expect(outcome).toEqual({ kind: 'action', action: { reason: 'bind_account', url: needBind.bind_url } });
    expect(book.all()).toEqual([]);
  });

  it('tells the code and the text of an error', async () => {
    const { deps } = await setUp([
      answer({ error_code: '400', request: '/oauth2/access_token', error: '40021:Error: scope' }, 400),
    ]);
    const outcome = await connectByForm(
      deps,
      { provider: kaixin, client: kaixinClient, accountId: null },
      'password',
      passwordFields,
      'x',
    );
    expect(outcome).toMatchObject({
      kind: 'server_error',
      error: { code: '40021', text: 'scope', class: 'scope_refused' },
    });
  });
});

describe('an authorization code', () => {
  const reply = answer({
    access_token: 'access-2',
    expires_in: 604_800,
    token_type: 'Bearer',
    scope: null,
    refresh_token: 'refresh-2',
  });
  const byCode = (deps: ConnectDependencies, accountId: string | null) =>
    connectByCode(deps, { provider: sinaapp, client: client(), accountId }, authorization, new Secret('code'));

  it('becomes an account named after the provider, numbered where the name is taken', async () => {
    const { deps, book } = await setUp([reply], {});
    await byCode(deps, null);
    expect(book.findOpen('new-2')?.label).toBe('SinaApp 2');
  });

  it('renews the account that is connected again, under a new grant id', async () => {
    const { deps, book, journal } = await setUp([reply], {
      label: 'CI bot',
      problem: { kind: 'uncertain', at: T0, reason: 'connection_lost', detail: '' },
    });
    expect(await byCode(deps, 'account-1')).toEqual({ kind: 'connected', accountId: 'account-1' });
    const renewed = book.findOpen('account-1');
    expect(renewed).toMatchObject({ label: 'CI bot', generation: 2, problem: null, grantId: 'new-1' });
    expect(renewed?.previous?.accessToken.reveal()).toBe('access-1');
    expect(journal.steps).toEqual(['clear']);
  });

  it.each([
    ['names another user', { sub: 'u-eve' }, 'apart'],
    ['names the same user', { sub: 'u-ada' }, 'in it'],
    ['names nobody', {}, 'in it'],
    ['names nobody by a text', { sub: 7 }, 'in it'],
  ])(
    'where its id token %s, the tokens of the account that is connected again are kept',
    async (_what, claims, where) => {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const id_token = `${part({ alg: 'none' })}.${part(claims)}.`;
      const checked = { of: 'x', at: T0, subject: 'u-ada', kind: 'valid', origin: 'connection' } as const;
      const { deps, book } = await setUp([answer({ access_token: 'access-2', id_token })], { idTokenCheck: checked });
      const outcome = await byCode(deps, 'account-1');
      const other = 'accountId' in outcome ? outcome.accountId : '';
      expect(other === 'account-1' ? 'in it' : 'apart').toBe(where);
      expect(book.findOpen('account-1')?.tokens.accessToken.reveal()).toBe(where === 'apart' ? 'access-1' : 'access-2');
      expect(book.findOpen(other)?.meantFor).toEqual(
        where === 'apart' ? { accountId: 'account-1', why: 'somebody_else' } : null,
      );
    },
  );

  it.each(['the-code', 'my-client-secret'])('that fails never repeats what is secret (%s)', async (secret) => {
    const { deps } = await setUp([answer({ error: 'invalid_grant', error_description: `no ${secret} here` }, 400)]);
    const request = { provider: sinaapp, client: client(), accountId: null };
    const outcome = await connectByCode(deps, request, authorization, new Secret('the-code'));
    expect(outcome).toMatchObject({ kind: 'server_error', error: { code: 'invalid_grant' } });
    expect(JSON.stringify(outcome)).not.toContain(secret);
  });

  it('keeps the tokens in memory when they cannot be written', async () => {
    const { deps, book, records } = await setUp([reply]);
    records.failures = [DISK_FULL];
    expect(await byCode(deps, null)).toEqual({ kind: 'connected_unsaved', accountId: 'new-2', save: DISK_FULL });
    expect(book.findOpen('new-2')?.tokens.accessToken.reveal()).toBe('access-2');
    expect(book.isUnsaved('new-2')).toBe(true);
  });
});

it.each(['remove', 'setAside'] as const)(
  'tokens for an account that is just leaving (%s) stay, as an account of their own',
  async (leaving) => {
    const { deps, book, records, server } = await setUp([answer(kaixinTokens)], {
      providerId: 'kaixin001',
      label: 'Mine',
    });
    const disk = deferred<SaveResult>();
    records[leaving] = () => disk.promise;
    const gone = book[leaving]('account-1');
    const request = { provider: kaixin, client: kaixinClient, accountId: 'account-1' };
    const outcome = connectByForm(deps, request, 'password', passwordFields, '');
    await expect.poll(() => server.bodies).toHaveLength(1);
    setImmediate(() => disk.resolve(SAVED));
    await gone;
    const ended = await outcome;
    if (ended.kind !== 'connected') throw new Error(ended.kind);
    expect(book.findOpen(ended.accountId)?.tokens.refreshToken?.reveal()).toBe('12932845_a11e');
    expect(book.findKept('account-1')?.tokens.refreshToken?.reveal()).not.toBe('12932845_a11e');
  },
);

it('connecting again as somebody else adds an account and touches no other', async () => {
  const { deps, book } = await setUp([answer(kaixinTokens)], { providerId: 'kaixin001', identity: 'json002' });
  await connectByForm(
    deps,
    { provider: kaixin, client: kaixinClient, accountId: 'account-1' },
    'password',
    passwordFields,
    '',
  );
  expect(book.all()).toHaveLength(2);
  expect(book.findOpen('account-1')?.tokens.accessToken.reveal()).toBe('access-1');
});
