import { expect, test } from 'vitest';
import type { ClientView, ErrorView, ProviderView } from '../../preload/contract';
import { draftOf, fieldOf, inputOf, needsEndpoints } from './clientDraft';

const provider: ProviderView = {
  id: 'sinaapp',
  name: 'SinaApp',
  origin: 'catalogue',
  signIn: true,
  forms: [],
  endpoints: { authorize: 'https://a.example', token: 'https://t.example', refresh: null },
  callbackExample: null,
  sendsScope: false,
  defaultScope: 'basic',
  authentication: 'client_secret_post',
};
const stored: ClientView = {
  id: 'c1',
  providerId: 'sinaapp',
  clientId: '1234',
  hasSecret: true,
  callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
  scope: '',
  endpoints: { authorize: null, token: 'http://127.0.0.1:9/token', refresh: null },
  authentication: null,
  practice: null,
  accounts: 0,
};

test('an untouched form saves what is stored and keeps the secret', () => {
  expect(inputOf(draftOf(provider, stored), '', provider, stored)).toEqual({
    id: 'c1',
    providerId: 'sinaapp',
    clientId: '1234',
    clientSecret: null,
    callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
    scope: '',
    endpoints: { authorize: null, token: 'http://127.0.0.1:9/token', refresh: null },
    authentication: null,
  });
});

test('a new client starts with the provider’s scope and takes the secret as typed', () => {
  const draft = { ...draftOf(provider, null), clientId: ' 99 ' };
  expect(inputOf(draft, ' s ', provider, null)).toMatchObject({
    id: null,
    clientId: '99',
    clientSecret: ' s ',
    scope: 'basic',
    callbackUrl: null,
  });
});

test('a public client has no secret, whatever was stored', () => {
  expect(inputOf({ ...draftOf(provider, stored), authentication: 'none' }, '', provider, stored).clientSecret).toBe('');
});

test('an error stands at its field, or above the form', () => {
  const error = (field: string | null): ErrorView => ({
    code: 'endpoint_not_https',
    detail: null,
    serverCode: null,
    field,
  });
  expect(fieldOf(error('endpoints.token'))).toBe('endpoints.token');
  expect(fieldOf(error('providerId'))).toBeNull();
  expect(fieldOf(null)).toBeNull();
});

test('endpoints are needed where the provider’s file leaves them out', () => {
  expect(needsEndpoints(provider)).toBe(false);
  expect(
    needsEndpoints({ ...provider, endpoints: { authorize: null, token: 'https://t.example', refresh: null } }),
  ).toBe(true);
  expect(
    needsEndpoints({
      ...provider,
      signIn: false,
      endpoints: { authorize: null, token: 'https://t.example', refresh: null },
    }),
  ).toBe(false);
});
