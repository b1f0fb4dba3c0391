import { describe, expect, it } from 'vitest';
import { Secret } from '../oauth';
import { account, client, tokens } from './fakes';
import { missingScopes } from './missing-scope';
import { PLAIN_OPTIONS } from './client-options';

const asked = (requested: string[] | null, granted: string[] | null, part: Parameters<typeof tokens>[0] = {}) =>
  account({ requestedScope: requested, tokens: tokens({ scope: granted, refreshToken: null, ...part }) });
const bound = client({ options: { ...PLAIN_OPTIONS, resources: ['https://api.example'] } });

describe('a scope that was asked for', () => {
  it.each([
    ['and is not among those granted is missing', asked(['read', 'write'], ['read']), ['write']],
    ['of a reply that names none was granted', asked(['read', 'write'], null), []],
    ['none is missing where none was asked for', asked(null, ['read']), []],
    ['openid came where an id token did', asked(['openid'], ['read'], { idToken: new Secret('x') }), []],
    ['openid is missing without an id token', asked(['openid'], ['read']), ['openid']],
    [
      'offline_access came where a refresh token did',
      asked(['offline_access'], ['read'], { refreshToken: new Secret('x') }),
      [],
    ],
    ['offline_access is missing without a refresh token', asked(['offline_access'], ['read']), ['offline_access']],
    [
      'by its short name is granted by its long one',
      asked(['User.Read'], ['https://graph.microsoft.com/User.Read']),
      [],
    ],
    ['that is named another way is granted', asked(['email'], ['https://www.googleapis.com/auth/userinfo.email']), []],
    ['is granted whatever parts the names', asked(['a', 'b', 'c'], ['a,b;c']), []],
    ['.default is never named', asked(['https://graph.microsoft.com/.default'], ['User.Read']), []],
  ] as const)('%s', (_, subject, missing) => {
    expect(missingScopes(subject, client())).toEqual(missing);
  });

  it('and is about the user is not missing from a token that is for one resource', () => {
    expect(missingScopes(asked(['openid', 'offline_access', 'email', 'read'], ['read']), bound)).toEqual([]);
    expect(missingScopes(asked(['openid', 'write'], ['read']), bound)).toEqual(['write']);
  });
});
