import { describe, expect, it } from 'vitest';
import { account, client, T0, tokens } from '../accounts/fakes';
import { Secret, type Introspection } from '../oauth';
import { catalogue, type Provider } from '../providers';
import { afterView, callFailure, introspectionView } from './after-views';

const fromCatalogue = (id: string) => catalogue().find((provider) => provider.id === id) as Provider;
const around = {
  provider: fromCatalogue('gitlab'),
  client: client({ providerId: 'gitlab' }),
  asking: false,
  identityProblem: null,
  labelOf: () => undefined,
};

describe('the view of an account after its grant', () => {
  it('says what the server can be asked, and nothing where it cannot', () => {
    expect(afterView(account(), around)).toMatchObject({
      identity: { canAsk: true },
      canIntrospect: ['access_token', 'refresh_token'],
      canRevoke: true,
    });
    const github = { ...around, provider: fromCatalogue('github') };
    expect(afterView(account(), github).canIntrospect).toEqual(['access_token']);
    const sinaapp = { ...around, provider: fromCatalogue('sinaapp') };
    expect(afterView(account(), sinaapp)).toMatchObject({
      identity: { canAsk: false },
      canIntrospect: [],
      canRevoke: false,
    });
    expect(afterView(null, around)).toMatchObject({ canRevoke: false, identity: { canAsk: false } });
  });

  it('keeps what is known where the provider’s file is gone', () => {
    const profile = { id: 'u', name: 'Ada', facts: [], at: T0 };
    const revoked = { at: T0, accessToken: true, refreshToken: true };
    expect(afterView(account({ profile, revoked }), { ...around, provider: undefined })).toMatchObject({
      identity: { profile, canAsk: false },
      revoked,
      canRevoke: false,
    });
  });

  it('has nothing to decide where the other account is gone', () => {
    const apart = account({ meantFor: { accountId: 'account-9', why: 'somebody_else' } });
    expect(afterView(apart, around).meantFor).toBeNull();
    expect(afterView(apart, { ...around, labelOf: () => 'Ada' }).meantFor).toMatchObject({ label: 'Ada' });
  });
});

describe('what a server says of a token', () => {
  const found: Introspection = {
    active: true,
    expiry: { kind: 'at', at: T0 + 604_800_000 + 30_000, source: 'introspection' },
    scope: ['read'],
    clientId: 'me',
    identity: null,
    facts: [],
  };

  it('is laid beside what Latchkey counts with: seconds do not matter, minutes do', () => {
    const ours = account({ tokens: tokens({ scope: ['read', 'write'] }) });
    expect(introspectionView(ours, 'access_token', found, T0)).toMatchObject({
      expiryDiffers: false,
      scopeMissing: ['write'],
      scopeMore: [],
    });
    const later = { ...found, expiry: { kind: 'never', source: 'introspection' } as const };
    expect(introspectionView(ours, 'access_token', later, T0).expiryDiffers).toBe(true);
    expect(introspectionView(ours, 'access_token', { ...found, expiry: { kind: 'unknown' } }, T0).expiryDiffers).toBe(
      false,
    );
  });

  it('holds no token', () => {
    const ours = account({ tokens: tokens({ accessToken: new Secret('the-access-token') }) });
    expect(JSON.stringify(introspectionView(ours, 'access_token', found, T0))).not.toContain('the-access-token');
  });
});

it('every way in which a call fails has its code', () => {
  const error = { class: 'request_refused', code: 'invalid_token', text: 'gone', status: 401, retryAt: null } as const;
  expect(callFailure({ kind: 'server', error })).toMatchObject({ code: 'call_refused', serverCode: 'invalid_token' });
  expect(callFailure({ kind: 'server', error: { ...error, class: 'rate_limited' } }).code).toBe('rate_limited');
  expect(callFailure({ kind: 'transport', reason: 'timed_out', detail: '' }).code).toBe('call_timed_out');
  expect(callFailure({ kind: 'transport', reason: 'offline', detail: '' }).code).toBe('offline');
  expect(callFailure({ kind: 'unreadable', looksLike: 'redirect', status: 302 }).code).toBe('call_redirected');
  expect(callFailure({ kind: 'missing', name: 'openid' })).toMatchObject({
    code: 'call_value_missing',
    detail: 'openid',
  });
  expect(callFailure({ kind: 'another', before: 'a', now: 'b' }).detail).toBe('a → b');
});
