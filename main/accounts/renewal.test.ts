import { describe, expect, it } from 'vitest';
import { Secret, type AssertionRecipe, type ServerError } from '../oauth';
import { rsaKey } from '../oauth/testing/keys';
import { catalogue, type Provider } from '../providers';
import type { Account, RefreshProblem } from './account';
import { account, answer, client, T0, tokens } from './fakes';
import type { PendingRotation } from './ports';
import type { GrantRecipe } from './recipe';
import { LOST, setUpRefresh } from './refresh-setup';
import { renewalOf } from './renewal';
import { planOf } from './schedule';
import { phasesOf, statusAt } from './status';

const standard = catalogue().find(({ id }) => id === 'standard') as Provider;
const machine: GrantRecipe = { kind: 'form', fields: {} };
const exchange: GrantRecipe = {
  kind: 'token_exchange',
  subject: 'parent',
  subjectType: 'urn:ietf:params:oauth:token-type:access_token',
  actor: null,
  actorType: '',
  requestedType: null,
  audience: ['urn:api'],
  resource: [],
};
const assertion: AssertionRecipe = {
  key: new Secret(rsaKey),
  algorithm: null,
  keyId: null,
  issuer: null,
  subject: 'ada',
  audience: null,
  lifetime: null,
  claims: '',
};
const alone = tokens({ refreshToken: null, refreshExpiry: { kind: 'unknown' } });
const refused = (error: ServerError['class']): RefreshProblem => ({
  kind: 'server',
  at: T0,
  error: { class: error, code: 'x', text: null, status: 400, retryAt: null },
});
const DAY = 86_400_000;

describe('how an account is renewed', () => {
  it.each<[string, Partial<Account>, string]>([
    ['with a refresh token', {}, 'refresh_token'],
    ['without one', { tokens: alone }, 'sign_in'],
    ['by client credentials', { tokens: alone, recipe: machine }, 'same_grant'],
    ['by client credentials that came with a refresh token', { recipe: machine }, 'same_grant'],
    ['by an assertion', { tokens: alone, recipe: { kind: 'jwt_bearer', assertion } }, 'same_grant'],
    ['by an exchange', { tokens: alone, recipe: exchange }, 'same_grant'],
    ['by an exchange that came with a refresh token', { recipe: exchange }, 'refresh_token'],
    [
      'by an exchange whose refresh token is dead',
      { recipe: exchange, problem: refused('sign_in_needed') },
      'same_grant',
    ],
  ])('%s', (_what, part, renewal) => {
    expect(renewalOf(account(part))).toBe(renewal);
  });
});

describe('an account that needs nobody', () => {
  const status = (part: Partial<Account>, after: number) =>
    statusAt(phasesOf({ state: 'open', account: account({ tokens: alone, recipe: machine, ...part }) }), T0 + after);

  it('is refreshable once its token has ended, and stays so', () => {
    expect([0, 8 * DAY, 800 * DAY].map((after) => status({}, after))).toEqual(['fresh', 'refreshable', 'refreshable']);
  });

  it('is misconfigured where its client or its key is refused, never in need of a sign-in', () => {
    for (const error of ['sign_in_needed', 'client_rejected', 'not_permitted'] as const)
      expect([status({ problem: refused(error) }, 0), status({ problem: refused(error) }, 9 * DAY)]).toEqual([
        'misconfigured',
        'misconfigured',
      ]);
  });

  it('that is exchanged follows its time when it is refused: what it starts from may be good again', () => {
    expect(status({ recipe: exchange, problem: refused('sign_in_needed') }, 0)).toBe('fresh');
    expect(status({ recipe: exchange, problem: refused('sign_in_needed') }, 9 * DAY)).toBe('refreshable');
  });

  it('is asked for by itself where its user wants that, with or without a refresh token', () => {
    const stored = { state: 'open', account: account({ tokens: alone, recipe: machine, automatic: true }) } as const;
    expect(planOf(stored, T0, 1).kind).toBe('at');
    const lost: RefreshProblem = { kind: 'lost', at: T0, reason: 'timed_out', detail: '' };
    expect(planOf({ ...stored, account: { ...stored.account, problem: lost } }, T0, 1).kind).toBe('at');
  });
});

const byMachine = {
  start: {
    providerId: 'standard',
    grant: 'client_credentials',
    tokens: alone,
    recipe: machine,
    requestedScope: ['read'],
  },
  client: client({
    providerId: 'standard',
    authentication: 'client_secret_post',
    endpoints: { token: 'https://s.example/token' },
  }),
  provider: standard,
} as const;
const next = { access_token: 'access-2', token_type: 'Bearer', expires_in: 60 };

describe('asking for the same grant again', () => {
  it('sends it with the stored secret, through the same journal as any refresh', async () => {
    const { refreshing, server, journal, current, onDisk } = await setUpRefresh([answer(next)], byMachine);
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refreshed' });
    expect(server.bodies.map(String)).toEqual([
      'grant_type=client_credentials&client_id=my-client&client_secret=my-client-secret&scope=read',
    ]);
    expect(journal.steps).toEqual(['reserve', 'sent', 'received', 'clear']);
    expect(current()).toMatchObject({ generation: 2, problem: null, grantId: 'grant-1', recipe: machine });
    expect(current().previous?.accessToken.reveal()).toBe('access-1');
    expect(onDisk()).toBe(current());
  });

  it('is one request however many ask', async () => {
    const { refreshing, server } = await setUpRefresh([answer(next)], byMachine);
    await Promise.all(Array.from({ length: 20 }, () => refreshing.refresh('account-1', false)));
    expect(server.bodies).toHaveLength(1);
  });

  it('whose answer is lost is a passing fault: never uncertain, never repeated by itself, tried again with one click', async () => {
    const provider: Provider = { ...standard, refresh: { ...standard.refresh, after_lost_reply: 'retry_once' } };
    const { refreshing, server, current } = await setUpRefresh([LOST, answer(next)], { ...byMachine, provider });
    expect(await refreshing.refresh('account-1', false)).toMatchObject({ kind: 'failed', problem: { kind: 'lost' } });
    expect(server.bodies).toHaveLength(1);
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refreshed' });
    expect(current().problem).toBeNull();
  });

  it('that nobody can read is kept in the journal, and a passing fault as well', async () => {
    const { refreshing, journal, current } = await setUpRefresh([answer('{"access_tok')], byMachine);
    await refreshing.refresh('account-1', false);
    expect(current().problem).toMatchObject({ kind: 'lost', reason: 'unreadable' });
    expect(journal.steps).toEqual(['reserve', 'sent', 'received']);
  });

  it('leaves out a refresh token that did not come again', async () => {
    const start = { ...byMachine.start, tokens: tokens() };
    const { refreshing, current } = await setUpRefresh([answer(next)], { ...byMachine, start });
    await refreshing.refresh('account-1', false);
    expect(current().tokens.refreshToken).toBeNull();
  });

  it('that an earlier run sent is over with that run: nothing was spent', async () => {
    const { refreshing, journal, current } = await setUpRefresh([], byMachine);
    const entry = { accountId: 'account-1', grantId: 'grant-1', generation: 1, at: T0 };
    journal.left = [{ stage: 'sent', entry }];
    expect(await refreshing.recover(new Set(), [])).toMatchObject({ toRepeat: [] });
    expect(current().problem).toBeNull();
    expect(journal.steps).toEqual(['clear']);
  });

  it('whose answer an earlier run received is finished without a second request', async () => {
    const { refreshing, journal, current } = await setUpRefresh([], byMachine);
    const entry = { accountId: 'account-1', grantId: 'grant-1', generation: 1, at: T0 };
    const result = answer(next);
    if (result.kind !== 'reply') throw new Error('not a reply');
    const pending: PendingRotation = { stage: 'received', entry, reply: result.reply };
    journal.left = [pending];
    await refreshing.recover(new Set(), []);
    expect(current()).toMatchObject({ generation: 2, problem: null });
  });

  it('is signed anew where it is an assertion', async () => {
    const start = { ...byMachine.start, grant: 'jwt_bearer', recipe: { kind: 'jwt_bearer', assertion } } as const;
    const { refreshing, server } = await setUpRefresh([answer(next), answer(next)], { ...byMachine, start });
    await refreshing.refresh('account-1', false);
    await refreshing.refresh('account-1', false);
    const sent = server.bodies.map((body) => body.get('assertion') ?? '');
    expect(new Set(sent).size).toBe(2);
    expect(claimsOf(sent[0])).toMatchObject({
      iss: 'my-client',
      sub: 'ada',
      aud: 'https://s.example/token',
      exp: T0 / 1000 + 300,
    });
    expect(server.bodies[0]?.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
  });

  it('is not sent where the account that it is exchanged from is gone', async () => {
    const start = { ...byMachine.start, grant: 'token_exchange', recipe: exchange };
    const { refreshing, server, journal } = await setUpRefresh([], { ...byMachine, start });
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'no_subject' });
    expect([server.bodies, journal.steps]).toEqual([[], []]);
  });

  it('is not sent where the provider’s file does not speak the grant any more', async () => {
    const start = { ...byMachine.start, grant: 'gone' };
    const { refreshing } = await setUpRefresh([], { ...byMachine, start });
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refused', reason: 'no_endpoint' });
  });
});

function claimsOf(jwt: string | undefined): unknown {
  return JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString());
}
