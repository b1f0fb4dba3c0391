import { describe, expect, test } from 'vitest';
import { keyShelf, Secret, type TokenSet } from '../oauth';
import { Documents, signed, signingKey } from '../oauth/testing/id-tokens';
import { parseProvider, type Provider } from '../providers';
import type { Account, Client } from './account';
import { accountBook } from './book';
import { account, client, FakeAccountRecords, tokens } from './fakes';
import { idTokens } from './id-tokens';

const key = signingKey('one');
const now = Date.now();
const seconds = Math.floor(now / 1000);
const claims = {
  iss: 'https://id.example',
  sub: 'user-1',
  aud: 'my-client',
  iat: seconds,
  exp: seconds + 300,
  email: 'user@example.com',
};

function providerWith(part: Record<string, unknown>): Provider {
  const parsed = parseProvider(
    JSON.stringify({
      version: 1,
      id: 'acme',
      name: 'Acme',
      issuer: 'https://id.example',
      endpoints: {
        token: 'https://id.example/token',
        authorize: 'https://id.example/auth',
        jwks: 'https://id.example/jwks',
      },
      grants: { authorization_code: {}, refresh_token: {} },
      ...part,
    }),
  );
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
  return parsed.provider;
}

async function setUp(
  start: Partial<Account>,
  options: { readonly provider?: Record<string, unknown>; readonly client?: Partial<Client> } = {},
) {
  const documents = new Documents();
  documents.at.set('https://id.example/jwks', { keys: [key.jwk] });
  const records = new FakeAccountRecords({ state: 'open', account: account({ label: 'Acme', ...start }) });
  const provider = providerWith(options.provider ?? {});
  const book = accountBook(
    records,
    (ids) => checks.look(ids),
    () => undefined,
  );
  const checks = idTokens({
    book,
    keys: keyShelf(documents.send),
    now: () => now,
    findClient: () => client(options.client),
    findProvider: () => provider,
    nameOf: () => 'Acme',
    report: (error) => {
      throw error;
    },
  });
  await book.load();
  const current = (): Account => book.findOpen('account-1') as Account;
  const receive = async (part: Partial<TokenSet>): Promise<Account> => {
    await book.record(
      'account-1',
      (before) => ({ ...before, tokens: { ...before.tokens, issuedAt: now, ...part } }),
      () => undefined,
    );
    await checks.settled();
    return current();
  };
  return { book, checks, current, documents, receive, records };
}

describe('an id token that arrives', () => {
  test('is checked once, and tells whose the account is and what to call it', async () => {
    const { receive, documents, records, checks } = await setUp({});
    const checked = await receive({ idToken: signed(claims, key) });
    expect(checked).toMatchObject({
      identity: 'user-1',
      label: 'user@example.com',
      idTokenCheck: { kind: 'valid', subject: 'user-1', origin: 'keys' },
    });
    expect(records.order.at(-1)).toEqual(checked);
    checks.look(['account-1']);
    await checks.settled();
    expect(documents.asked).toHaveLength(1);
  });

  test('that names nobody leaves the name to what userinfo told before', async () => {
    const { email: _email, ...bare } = claims;
    const profile = { id: 'user-1', name: 'joe@example.com', facts: [], at: 0 };
    const { receive } = await setUp({ profile });
    expect(await receive({ idToken: signed(bare, key) })).toMatchObject({
      identity: 'user-1',
      label: 'joe@example.com',
    });
  });

  test('never changes a name that its user gave, nor an identity that the reply tells', async () => {
    const { receive } = await setUp(
      { label: 'My work account', identity: 'told' },
      { provider: { reply: { identity: 'user_id' } } },
    );
    expect(await receive({ idToken: signed(claims, key) })).toMatchObject({
      label: 'My work account',
      identity: 'told',
    });
  });

  test('and fails its check loses no token, and takes no identity along', async () => {
    const { receive } = await setUp({ identity: 'user-1' }, { provider: { reply: { identity: 'id_token.sub' } } });
    const idToken = signed({ ...claims, aud: 'another' }, key);
    const failed = await receive({ idToken, accessToken: new Secret('new') });
    expect(failed).toMatchObject({ identity: null, idTokenCheck: { kind: 'failed', reason: 'audience' } });
    expect(failed.tokens.accessToken.reveal()).toBe('new');
    expect(failed.tokens.idToken?.equals(idToken)).toBe(true);
  });

  test('with a refresh must be the same user’s, also after one that failed', async () => {
    const { receive } = await setUp({});
    await receive({ idToken: signed(claims, key) });
    expect(await receive({ idToken: signed({ ...claims, iss: 'https://evil.example' }, key) })).toMatchObject({
      identity: 'user-1',
      idTokenCheck: { kind: 'failed', reason: 'issuer', subject: 'user-1' },
    });
    expect(await receive({ idToken: signed({ ...claims, sub: 'user-2' }, key) })).toMatchObject({
      identity: 'user-1',
      idTokenCheck: { kind: 'failed', reason: 'subject' },
    });
  });

  test('is checked again when the keys can be reached', async () => {
    const { receive, checks, documents, current } = await setUp({});
    documents.at.clear();
    expect(await receive({ idToken: signed(claims, key) })).toMatchObject({
      idTokenCheck: { kind: 'unchecked', reason: 'keys_unreachable' },
    });
    documents.at.set('https://id.example/jwks', { keys: [key.jwk] });
    expect(await checks.checkAgain('account-1')).toBe(true);
    expect(current().idTokenCheck).toMatchObject({ kind: 'valid' });
  });

  test('is not held against keys of a server that the client does not speak to', async () => {
    const { receive, documents } = await setUp({}, { client: { endpoints: { token: 'http://127.0.0.1:1/token' } } });
    expect(await receive({ idToken: signed(claims, key) })).toMatchObject({
      idTokenCheck: { kind: 'unchecked', reason: 'other_server' },
    });
    expect(documents.asked).toEqual([]);
  });

  test('is checked by what the server’s metadata says, where the file only says where that is', async () => {
    const metadata = 'https://id.example/.well-known/openid-configuration';
    const endpoints = { token: 'https://id.example/token', authorize: 'https://id.example/auth', discovery: metadata };
    const { receive, documents } = await setUp({}, { provider: { issuer: undefined, endpoints } });
    documents.at.set(metadata, { issuer: 'https://id.example', jwks_uri: 'https://id.example/jwks' });
    expect(await receive({ idToken: signed(claims, key) })).toMatchObject({ idTokenCheck: { kind: 'valid' } });
    expect(documents.asked).toEqual([metadata, 'https://id.example/jwks']);
  });
});

test('an account without an id token asks nobody anything', async () => {
  const { receive, documents } = await setUp({});
  expect(await receive(tokens())).toMatchObject({ idTokenCheck: null });
  expect(documents.asked).toEqual([]);
});
