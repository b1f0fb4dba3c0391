import { expect, test } from 'vitest';
import type { ClientView, ErrorView, ProviderView } from '../../preload/contract';
import { draftOf, fieldOf, groupOf, inputOf, isAdvanced, needsEndpoints, setGroups } from './clientDraft';

const provider: ProviderView = {
  id: 'sinaapp',
  name: 'SinaApp',
  origin: 'catalogue',
  signIn: true,
  implicit: 'no',
  forms: [],
  endpoints: {
    authorize: 'https://a.example',
    token: 'https://t.example',
    refresh: null,
    pushed: null,
    device: null,
    userinfo: null,
    introspection: null,
    revocation: null,
  },
  callbackExample: null,
  signIns: { usual: null, loopback: null },
  historical: false,
  unverified: 0,
  region: null,
  variables: [],
  clientFields: [],
  asksSecret: true,
  sendsScope: false,
  defaultScope: 'basic',
  authentication: 'client_secret_post',
  optionalParams: {},
  scopes: [],
  issuer: null,
  discovered: false,
  registers: false,
  fixedParams: { authorize: [], token: [], refresh: [] },
  dpop: 'off',
  pushed: 'off',
};
const stored: ClientView = {
  id: 'c1',
  name: null,
  providerId: 'sinaapp',
  clientId: '1234',
  hasSecret: true,
  callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
  scope: '',
  endpoints: {
    authorize: null,
    token: 'http://127.0.0.1:9/token',
    refresh: null,
    pushed: null,
    device: null,
    userinfo: null,
    introspection: null,
    revocation: null,
  },
  authentication: null,
  key: null,
  variables: {},
  fields: {},
  storedFields: [],
  signInPlaces: ['window', 'paste'],
  options: {
    params: { authorize: {}, token: {}, refresh: {} },
    resources: [],
    pushed: null,
    dpop: null,
    assertion: { audience: null, algorithm: null, keyId: null },
    grant: null,
    signInPlace: null,
    session: 'forget',
    network: { proxy: { kind: 'system' }, extraCa: null, trustLoopback: false },
  },
  registration: null,
  practice: null,
  accounts: 0,
};

const noSecrets = () => '';

test('an untouched form saves what is stored and keeps the secret', () => {
  expect(inputOf(draftOf(provider, stored), noSecrets, provider, stored)).toEqual({
    id: 'c1',
    name: null,
    providerId: 'sinaapp',
    clientId: '1234',
    clientSecret: null,
    callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
    scope: '',
    endpoints: {
      authorize: null,
      token: 'http://127.0.0.1:9/token',
      refresh: null,
      pushed: null,
      device: null,
      userinfo: null,
      introspection: null,
      revocation: null,
    },
    authentication: null,
    key: { kind: 'keep' },
    variables: {},
    fields: {},
    options: {
      pushed: null,
      dpop: null,
      grant: null,
      assertion: { audience: null, algorithm: null, keyId: null },
      params: { authorize: {}, token: {}, refresh: {} },
      resources: [],
      signInPlace: null,
      session: 'forget',
      network: { proxy: { kind: 'system' }, extraCa: null, trustLoopback: false },
    },
  });
});

test('a new client starts with the provider’s scope and takes the secret as typed', () => {
  const draft = { ...draftOf(provider, null), clientId: ' 99 ' };
  expect(inputOf(draft, (name) => (name === 'clientSecret' ? ' s ' : ''), provider, null)).toMatchObject({
    id: null,
    clientId: '99',
    clientSecret: ' s ',
    scope: 'basic',
    callbackUrl: null,
  });
});

test('a public client has no secret, whatever was stored', () => {
  expect(
    inputOf({ ...draftOf(provider, stored), authentication: 'none' }, noSecrets, provider, stored).clientSecret,
  ).toBe('');
});

test('what a provider asks for besides is saved: its variables, its fields, a stored secret kept', () => {
  const asking: ProviderView = {
    ...provider,
    asksSecret: false,
    variables: [{ name: 'tenant', label: 'Tenant', hint: null, default: 'common' }],
    clientFields: [
      { name: 'team_id', label: 'Team ID', hint: null, secret: false, required: true },
      { name: 'private_key', label: 'Private key', hint: null, secret: true, required: true },
    ],
  };
  const client: ClientView = { ...stored, hasSecret: false, fields: { team_id: 'T1' }, storedFields: ['private_key'] };
  const draft = draftOf(asking, client);
  expect(draft).toMatchObject({ variables: { tenant: '' }, fields: { team_id: 'T1' } });
  expect(inputOf({ ...draft, variables: { tenant: ' acme ' } }, noSecrets, asking, client)).toMatchObject({
    clientSecret: '',
    variables: { tenant: 'acme' },
    fields: { team_id: 'T1', private_key: null },
  });
  const typed = (name: string) => (name === 'fields.private_key' ? 'KEY' : '');
  expect(inputOf(draft, typed, asking, client).fields).toMatchObject({ private_key: 'KEY' });
});

test('a private key is sent as pasted, else by the handle of the one just made, and only where the method wants one', () => {
  const made = { handle: 'h', algorithm: 'ES256', algorithms: ['ES256'], keyId: 'k', thumbprint: 't', publicJwk: '{}' };
  const plain = { ...draftOf(provider, stored), authentication: 'private_key_jwt' as const };
  const draft = { ...plain, proof: { ...plain.proof, made, audience: ' https://issuer.example ' } };
  const typed = (name: string) => (name === 'privateKey' ? 'PEM' : '');
  expect(inputOf(draft, typed, provider, stored)).toMatchObject({
    clientSecret: '',
    key: { kind: 'pasted', text: 'PEM' },
    options: { assertion: { audience: 'https://issuer.example', keyId: null } },
  });
  expect(inputOf(draft, noSecrets, provider, stored).key).toEqual({ kind: 'made', handle: 'h' });
  expect(inputOf({ ...plain, authentication: 'none' }, typed, provider, stored).key).toEqual({ kind: 'keep' });
});

test('an error stands at its field, or above the form', () => {
  const error = (field: string | null): ErrorView => ({
    code: 'endpoint_not_https',
    detail: null,
    serverCode: null,
    field,
  });
  expect(fieldOf(error('endpoints.token'))).toBe('endpoints.token');
  expect(fieldOf(error('variables.tenant'))).toBe('variables.tenant');
  expect(fieldOf(error('fields.private_key'))).toBe('fields.private_key');
  expect(fieldOf(error('providerId'))).toBeNull();
  expect(fieldOf(null)).toBeNull();
});

test('endpoints are needed where the provider’s file leaves out what the grant wants', () => {
  const endpoints = { ...provider.endpoints, authorize: null };
  const forms: ProviderView['forms'] = [
    { name: 'client_credentials', kind: 'fields', label: null, fields: [] },
    { name: 'by_code', kind: 'device_code', label: null, fields: [] },
  ];
  expect(needsEndpoints(provider, null)).toBe(false);
  expect(needsEndpoints({ ...provider, endpoints, forms }, null)).toBe(true);
  expect(needsEndpoints({ ...provider, endpoints, forms }, 'client_credentials')).toBe(false);
  expect(needsEndpoints({ ...provider, endpoints, forms }, 'by_code')).toBe(true);
  expect(needsEndpoints({ ...provider, endpoints: { ...endpoints, token: null }, forms }, 'by_code')).toBe(true);
});

test('the form of an account that is connected again begins with its grant, and saves it with the client', () => {
  const forms: ProviderView['forms'] = [{ name: 'client_credentials', kind: 'fields', label: null, fields: [] }];
  const several = { ...provider, forms };
  expect(draftOf(several, stored).grant).toBeNull();
  expect(draftOf(several, { ...stored, options: { ...stored.options, grant: 'client_credentials' } }).grant).toBe(
    'client_credentials',
  );
  const draft = draftOf(several, stored, 'client_credentials');
  expect(inputOf(draft, noSecrets, several, stored).options).toMatchObject({ grant: 'client_credentials' });
  expect(draftOf(several, stored, 'authorization_code').grant).toBeNull();
});

test('a field that is wrong opens the part in which it stands', () => {
  expect(groupOf('endpoints.revocation')).toBe('further');
  expect(groupOf('endpoints.pushed')).toBe('binding');
  expect(groupOf('options.params.authorize.state')).toBe('parameters');
  expect(groupOf('network.proxy')).toBe('network');
  expect(groupOf('endpoints.token')).toBeNull();
  expect(
    ['endpoints.token', 'key', 'network.extraCa', 'options.resources.0'].map((name) => isAdvancedName(name)),
  ).toEqual([true, true, true, true]);
  expect(['clientId', 'callbackUrl', 'variables.tenant'].map((name) => isAdvancedName(name))).toEqual([
    false,
    false,
    false,
  ]);
});

function isAdvancedName(name: string): boolean {
  return isAdvanced(fieldOf({ code: 'invalid_input', field: name, detail: null, serverCode: null }));
}

test('a part is open at first where something in it is not as usual', () => {
  const usual = draftOf(provider, null);
  expect(Object.values(setGroups(usual))).toEqual([false, false, false, false, false]);
  expect(setGroups({ ...usual, userinfo: 'https://a.example/me' }).further).toBe(true);
  expect(setGroups({ ...usual, proof: { ...usual.proof, dpop: false } }).binding).toBe(true);
  expect(setGroups({ ...usual, resources: [{ key: 0, uri: 'urn:a' }] }).parameters).toBe(true);
  expect(setGroups({ ...usual, session: 'keep' }).signIn).toBe(true);
  expect(setGroups({ ...usual, proxy: 'direct' }).network).toBe(true);
});
