import { expect, test } from 'vitest';
import type { ClientView, ErrorView, ProviderView } from '../../preload/contract';
import { draftOf, fieldOf, inputOf, needsEndpoints } from './clientDraft';

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
    device: null,
    userinfo: null,
    introspection: null,
    revocation: null,
  },
  callbackExample: null,
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
};
const stored: ClientView = {
  id: 'c1',
  providerId: 'sinaapp',
  clientId: '1234',
  hasSecret: true,
  callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
  scope: '',
  endpoints: {
    authorize: null,
    token: 'http://127.0.0.1:9/token',
    refresh: null,
    device: null,
    userinfo: null,
    introspection: null,
    revocation: null,
  },
  authentication: null,
  variables: {},
  fields: {},
  storedFields: [],
  options: {
    params: { authorize: {}, token: {}, refresh: {} },
    resources: [],
    pushed: null,
    dpop: null,
    grant: null,
    signInPlace: null,
    session: 'forget',
    network: { proxy: { kind: 'system' }, extraCa: null },
  },
  registration: null,
  practice: null,
  accounts: 0,
};

const noSecrets = () => '';

test('an untouched form saves what is stored and keeps the secret', () => {
  expect(inputOf(draftOf(provider, stored), noSecrets, provider, stored)).toEqual({
    id: 'c1',
    providerId: 'sinaapp',
    clientId: '1234',
    clientSecret: null,
    callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
    scope: '',
    endpoints: {
      authorize: null,
      token: 'http://127.0.0.1:9/token',
      refresh: null,
      device: null,
      userinfo: null,
      introspection: null,
      revocation: null,
    },
    authentication: null,
    variables: {},
    fields: {},
    options: { params: { authorize: {}, token: {}, refresh: {} }, resources: [], grant: null },
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
