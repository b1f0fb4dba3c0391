import { describe, expect, it } from 'vitest';
import { Secret, serverHints } from '../oauth';
import { rsaKey } from '../oauth/testing/keys';
import { catalogue, type Provider } from '../providers';
import { accountBook } from './book';
import type { ConnectDependencies } from './connect';
import { connectByForm } from './connect';
import {
  connectByAssertion,
  connectByDeviceCode,
  connectByExchange,
  connectByFragment,
  connectByFreeGrant,
  type ExchangeInput,
} from './connect-grants';
import { account, answer, client, FakeAccountRecords, FakeJournal, FakeServer, T0, tokens } from './fakes';

const standard = catalogue().find(({ id }) => id === 'standard') as Provider;
const through = client({ providerId: 'standard', endpoints: { token: 'https://s.example/token' } });
const given = { access_token: 'access-9', token_type: 'Bearer', expires_in: 60 };
const named = (grant: string, provider = standard) => ({
  provider,
  client: through,
  accountId: null,
  grant,
  scope: 'read',
});

async function setUp(reply: unknown = given) {
  const parent = account({ id: 'parent', tokens: tokens({ accessToken: new Secret('parent-token') }) });
  const server = new FakeServer(answer(reply));
  const records = new FakeAccountRecords({ state: 'open', account: parent });
  const book = accountBook(
    records,
    () => undefined,
    () => undefined,
  );
  await book.load();
  let made = 0;
  const deps: ConnectDependencies = {
    book,
    journal: new FakeJournal(),
    send: server.send,
    hints: serverHints(),
    now: () => T0,
    newId: () => `new-${(made += 1)}`,
    nameOf: () => 'Standard',
    automaticByDefault: () => false,
  };
  const kept = () => {
    const found = book.findOpen('new-2');
    if (found === undefined) throw new Error('no account');
    return found;
  };
  return { deps, server, kept, records };
}

const type = 'urn:ietf:params:oauth:token-type:access_token';
const exchange: ExchangeInput = {
  subject: { kind: 'account', accountId: 'parent' },
  subjectType: type,
  actor: null,
  actorType: type,
  requestedType: null,
  audience: [],
  resource: [],
};

describe('a token exchange', () => {
  it('of an account sends its token, and remembers whose it was', async () => {
    const { deps, server, kept } = await setUp({ ...given, issued_token_type: 'urn:x', token_type: 'N_A' });
    expect(await connectByExchange(deps, named('token_exchange'), exchange)).toMatchObject({ kind: 'connected' });
    expect(server.bodies[0]?.get('subject_token')).toBe('parent-token');
    expect(kept()).toMatchObject({
      recipe: { kind: 'token_exchange', subject: 'parent', actor: null },
      tokens: { tokenType: 'N_A', deviations: [], extras: { issued_token_type: 'urn:x' } },
    });
  });

  it('of a pasted token is not kept', async () => {
    const { deps, kept, records } = await setUp();
    const pasted: ExchangeInput = { ...exchange, subject: { kind: 'pasted', token: new Secret('pasted-token') } };
    await connectByExchange(deps, named('token_exchange'), pasted);
    expect(kept().recipe).toBeNull();
    const actor: ExchangeInput = { ...exchange, actor: { kind: 'pasted', token: new Secret('pasted-token') } };
    expect(
      await connectByExchange({ ...deps, send: new FakeServer(answer(given)).send }, named('token_exchange'), actor),
    ).toMatchObject({
      kind: 'connected',
    });
    expect(records.order.map(({ recipe }) => recipe)).toEqual([null, null]);
  });

  it('never starts from itself or from what is not there', async () => {
    const { deps, server } = await setUp();
    const again = { ...named('token_exchange'), accountId: 'parent' };
    expect(await connectByExchange(deps, again, exchange)).toEqual({ kind: 'no_subject' });
    const gone: ExchangeInput = { ...exchange, subject: { kind: 'account', accountId: 'gone' } };
    expect(await connectByExchange(deps, named('token_exchange'), gone)).toEqual({ kind: 'no_subject' });
    expect(server.bodies).toEqual([]);
  });
});

describe('an assertion', () => {
  const recipe = {
    key: new Secret(rsaKey),
    algorithm: null,
    keyId: null,
    issuer: null,
    subject: 'ada',
    audience: null,
    lifetime: null,
    claims: '',
  } as const;

  it('that is signed here becomes an account of its subject, with its key for the next time', async () => {
    const { deps, server, kept } = await setUp();
    await connectByAssertion(deps, named('jwt_bearer'), { kind: 'signed', recipe });
    expect(server.bodies[0]?.get('assertion')?.split('.')).toHaveLength(3);
    expect(server.bodies[0]?.get('scope')).toBe('read');
    expect(kept()).toMatchObject({ label: 'ada', recipe: { kind: 'jwt_bearer' } });
    expect(JSON.stringify(kept())).not.toContain(rsaKey.slice(100, 140));
  });

  it('carries the scope where the provider wants it', async () => {
    const { deps, server } = await setUp();
    const claim: Provider = {
      ...standard,
      grants: {
        ...standard.grants,
        jwt_bearer: { ...standard.grants['jwt_bearer']!, assertion: { scope: 'claim', lifetime: 60 } },
      },
    };
    await connectByAssertion(deps, named('jwt_bearer', claim), { kind: 'signed', recipe });
    const [, claims] = server.bodies[0]?.get('assertion')?.split('.') ?? [];
    expect(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString())).toMatchObject({
      scope: 'read',
      exp: T0 / 1000 + 60,
    });
    expect(server.bodies[0]?.get('scope')).toBeNull();
  });

  it('that was pasted is used once', async () => {
    const { deps, server, kept } = await setUp();
    await connectByAssertion(deps, named('jwt_bearer'), { kind: 'pasted', assertion: new Secret('a.b.c') });
    expect(server.bodies[0]?.get('assertion')).toBe('a.b.c');
    expect(kept()).toMatchObject({ recipe: null, identity: null });
  });
});

describe('what may be asked for again', () => {
  it('is a grant that asks nothing, or nothing secret where its file says so', async () => {
    const machine = await setUp();
    await connectByForm(machine.deps, named('client_credentials'), 'client_credentials', {}, 'read');
    expect(machine.kept().recipe).toEqual({ kind: 'form', fields: {} });

    const grant = { ...standard.grants['password']!, fields: [{ name: 'account_id', secret: false, required: true }] };
    const byId = (repeatable: boolean): Provider => ({ ...standard, grants: { byId: { ...grant, repeatable } } });
    for (const [repeatable, recipe] of [
      [true, { kind: 'form', fields: { account_id: '7' } }],
      [false, null],
    ] as const) {
      const { deps, kept } = await setUp();
      await connectByForm(deps, named('byId', byId(repeatable)), 'byId', { account_id: new Secret('7') }, '');
      expect(kept().recipe).toEqual(recipe);
    }
  });

  it('is a typed grant without a secret, and none with one', async () => {
    const open = await setUp();
    await connectByFreeGrant(open.deps, named('other_grant'), 'urn:x', [{ name: 'a', value: '1', secret: false }]);
    expect(String(open.server.bodies[0])).toMatch(/^grant_type=urn%3Ax&a=1/);
    expect(open.kept().recipe).toEqual({ kind: 'free', grantType: 'urn:x', parameters: [['a', '1']] });
    const secret = await setUp();
    await connectByFreeGrant(secret.deps, named('other_grant'), 'urn:x', [{ name: 'a', value: 'pin', secret: true }]);
    expect(secret.kept().recipe).toBeNull();
  });
});

it('a device code brings tokens, and what the server departed in when it gave the code', async () => {
  const { deps, server, kept } = await setUp();
  const met = [{ tag: 'field_rename', section: 'RFC 8628 section 3.2', seen: 's', done: 'read_as_documented' }];
  await connectByDeviceCode(deps, named('device_code'), new Secret('DEVICE'), met);
  expect(server.bodies[0]?.get('device_code')).toBe('DEVICE');
  expect(kept()).toMatchObject({ grant: 'device_code', requestedScope: ['read'], tokens: { deviations: met } });
});

describe('tokens in the fragment', () => {
  const request = { provider: standard, client: through, accountId: null };

  it('are kept as from any reply, Kaixin001’s refresh token too; that all of it is text is as it should be', async () => {
    const { deps, kept } = await setUp();
    const fragment = new Secret('access_token=a+b%2Bc&expires_in=3600&refresh_token=r&scope=basic&state=S');
    expect(await connectByFragment(deps, request, fragment, { openid: 'o' })).toMatchObject({ kind: 'connected' });
    expect(kept().tokens.accessToken.reveal()).toBe('a+b+c');
    expect(kept().tokens.refreshToken?.reveal()).toBe('r');
    expect(kept().tokens).toMatchObject({
      accessExpiry: { kind: 'at', at: T0 + 3_600_000 },
      scope: ['basic'],
      extras: { openid: 'o' },
    });
    expect(kept().tokens.deviations.map(({ tag }) => tag)).toEqual(['form_encoded_response', 'token_type_missing']);
  });

  it('have the server asked whose they are, as tokens of any grant', async () => {
    const { deps } = await setUp();
    const told: string[] = [];
    const outcome = await connectByFragment(
      {
        ...deps,
        confirmation: {
          canTell: () => true,
          confirm: (id) => Promise.resolve(id),
          arrived: (id) => void told.push(id),
        },
      },
      request,
      new Secret('access_token=a'),
      {},
    );
    expect(outcome).toMatchObject({ kind: 'connected', accountId: told[0] });
    expect(told).toHaveLength(1);
  });

  it('that are none are unreadable', async () => {
    const { deps } = await setUp();
    expect(await connectByFragment(deps, request, new Secret('state=S'), {})).toMatchObject({ kind: 'unreadable' });
  });
});
