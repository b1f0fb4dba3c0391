/** Connecting and refreshing where providers want more than one exchange, give more than one token, or answer from elsewhere. */
import { describe, expect, it } from 'vitest';
import { Secret, requestUrl, serverHints, type Authorization, type TransportResult } from '../oauth';
import { catalogue, type Provider } from '../providers';
import { accountBook } from './book';
import { connectByCode, type ConnectDependencies } from './connect';
import { answer, client, FakeAccountRecords, FakeJournal, FakeServer, T0 } from './fakes';
import { refresher } from './refresh';

const authorization: Authorization = {
  url: 'https://login.example/',
  state: new Secret('state'),
  verifier: null,
  redirectUri: null,
  callbackUrl: 'https://app.example/cb',
  issuer: null,
  errorPattern: null,
};

function setUp(id: string, answers: readonly TransportResult[]) {
  const provider = catalogue().find((one) => one.id === id) as Provider;
  const registered = client({ providerId: id, callbackUrl: 'https://app.example/cb' });
  const server = new FakeServer(...answers);
  const journal = new FakeJournal();
  const book = accountBook(
    new FakeAccountRecords(),
    () => undefined,
    () => undefined,
  );
  let made = 0;
  const deps: ConnectDependencies = {
    book,
    journal,
    send: server.send,
    hints: serverHints(),
    now: () => T0,
    newId: () => `new-${(made += 1)}`,
    nameOf: ({ id: name }) => name,
    automaticByDefault: () => false,
  };
  const connect = (captured = {}, accountId: string | null = null) =>
    connectByCode(deps, { provider, client: registered, accountId }, authorization, new Secret('CODE'), captured);
  const refreshing = refresher({
    book,
    journal,
    send: server.send,
    hints: serverHints(),
    now: () => T0,
    findClient: () => registered,
    findProvider: () => provider,
    activityChanged: () => undefined,
  });
  const accounts = () => book.all().flatMap((stored) => (stored.state === 'open' ? [stored.account] : []));
  return { connect, refreshing, server, accounts };
}

describe('a later exchange', () => {
  const short = answer({ access_token: 'SHORT', user_id: 1 });

  it('follows at once, and its token is what a refresh sends', async () => {
    const long = { access_token: 'LONG', token_type: 'bearer', expires_in: 5_183_944 };
    const { connect, refreshing, server, accounts } = setUp('instagram', [
      short,
      answer(long),
      answer({ ...long, access_token: 'LONGER' }),
    ]);
    expect(await connect()).toMatchObject({ kind: 'connected' });
    const [account] = accounts();
    expect(account?.tokens.accessToken.reveal()).toBe('LONG');
    expect(account).toMatchObject({ identity: '1', problem: null, tokens: { extras: { user_id: '1' } } });
    await refreshing.refresh(account?.id ?? '', false);
    expect(server.requests.map((request) => requestUrl(request))).toEqual([
      'https://api.instagram.com/oauth/access_token',
      'https://graph.instagram.com/access_token?access_token=SHORT&client_secret=my-client-secret&grant_type=ig_exchange_token',
      'https://graph.instagram.com/refresh_access_token?access_token=LONG&grant_type=ig_refresh_token',
    ]);
    expect(accounts()[0]?.tokens.accessToken.reveal()).toBe('LONGER');
    expect(accounts()[0]?.tokens.refreshToken?.reveal()).toBe('LONGER');
  });

  it.each<[string, TransportResult, object]>([
    [
      'is refused',
      answer({ error_type: 'OAuthException', code: 400, error_message: 'no' }, 400),
      { code: 'OAuthException' },
    ],
    [
      'never comes back',
      { kind: 'lost', reason: 'timed_out', detail: '30 s' },
      { code: 'exchange_failed', text: '30 s' },
    ],
    ['brings a page', answer('<html>'), { code: 'exchange_failed' }],
  ])('that %s costs no token, and is told', async (_how, result, error) => {
    const { connect, accounts } = setUp('instagram', [short, result]);
    expect(await connect()).toMatchObject({ kind: 'connected' });
    expect(accounts()[0]?.tokens.accessToken.reveal()).toBe('SHORT');
    expect(accounts()[0]?.problem).toMatchObject({ kind: 'server', error });
  });
});

describe('tokens that come beside others', () => {
  const reply = (bot: string, user: string) =>
    answer({
      ok: true,
      access_token: bot,
      token_type: 'bot',
      refresh_token: `${bot}-R`,
      expires_in: 43_200,
      bot_user_id: 'U0',
      authed_user: { id: 'U1', access_token: user, refresh_token: `${user}-R`, token_type: 'user', expires_in: 43_200 },
    });

  it('become an account of their own, and find it again', async () => {
    const { connect, accounts } = setUp('slack', [reply('BOT', 'USER'), reply('BOT2', 'USER2')]);
    const outcome = await connect();
    expect(accounts().map(({ label, identity }) => [label, identity])).toEqual([
      ['U0', 'U0'],
      ['U1 (user)', 'U1'],
    ]);
    await connect({}, outcome.kind === 'connected' ? outcome.accountId : null);
    expect(accounts().map(({ tokens }) => tokens.accessToken.reveal())).toEqual(['BOT2', 'USER2']);
  });
});

describe('what the callback brings', () => {
  it('decides where the code goes, and every refresh after it', async () => {
    const tokens = { access_token: '1000.A', refresh_token: '1000.R', token_type: 'Bearer', expires_in: 3600 };
    const { connect, refreshing, server, accounts } = setUp('zoho', [answer(tokens), answer(tokens)]);
    await connect({ location: 'eu', 'accounts-server': 'https://accounts.zoho.eu' });
    await refreshing.refresh(accounts()[0]?.id ?? '', false);
    expect(server.requests.map(({ url }) => url)).toEqual([
      'https://accounts.zoho.eu/oauth/v2/token',
      'https://accounts.zoho.eu/oauth/v2/token',
    ]);
  });

  it('sends nothing where it names a stranger', async () => {
    const { connect, server, accounts } = setUp('zoho', []);
    expect(await connect({ 'accounts-server': 'https://evil.example' })).toEqual({ kind: 'no_endpoint' });
    expect(server.requests).toEqual([]);
    expect(accounts()).toEqual([]);
  });

  it('stays with the account through a refresh', async () => {
    const tokens = { access_token: 'A', refresh_token: 'R', token_type: 'bearer', expires_in: 3600 };
    const { connect, refreshing, accounts } = setUp('quickbooks', [answer(tokens), answer(tokens)]);
    await connect({ realmId: '4620816365' });
    await refreshing.refresh(accounts()[0]?.id ?? '', false);
    expect(accounts()[0]?.tokens.extras).toEqual({ realmId: '4620816365' });
  });
});
