import { describe, expect, it } from 'vitest';
import type { Authorization } from './authorize-request';
import { readCallback } from './callback';
import { Secret } from './secret';

const callback = 'http://death.sinaapp.com/sae_callback.php';
const authorization: Authorization = {
  url: 'https://api.sinaapp.com/oauth2/authorize',
  state: new Secret('STATE'),
  verifier: null,
  redirectUri: null,
  callbackUrl: callback,
  issuer: null,
  errorPattern: '^(\\d+):Error:\\s*([\\s\\S]*)$',
};
const withIssuer: Authorization = { ...authorization, issuer: 'https://a.example' };

function codeOf(arrival: Parameters<typeof readCallback>[0], request = authorization): string {
  const reply = readCallback(arrival, request);
  return reply.kind === 'code' ? reply.code.reveal() : reply.kind === 'tokens' ? 'tokens' : reply.code;
}

describe('the answer at the callback', () => {
  it.each([
    [
      'in the query',
      `${callback}?code=1ac849866e7ccca8ed69fc179223aba112e2a531&state=STATE`,
      '1ac849866e7ccca8ed69fc179223aba112e2a531',
    ],
    ['in the fragment', `${callback}#code=abc&state=STATE`, 'abc'],
    ['with a "+" that was not encoded', `${callback}?code=a+b/c==&state=STATE`, 'a+b/c=='],
    ['with one in a form body', { url: callback, formBody: 'code=a+b%2Bc&state=STATE' }, 'a+b+c'],
    ['in a form body', { url: callback, formBody: 'code=a%2Bb&state=STATE' }, 'a+b'],
    ['with a decoy fragment', `${callback}?code=abc&state=STATE#_=_`, 'abc'],
    ['at a custom scheme', 'myapp://cb?code=abc&state=STATE', 'abc'],
    [
      'with parameters nobody knows, one of them twice',
      `${callback}?code=abc&state=STATE&x=1&x=2&session_state=3`,
      'abc',
    ],
    ['with iss where the issuer is not known', `${callback}?code=abc&state=STATE&iss=https://b.example`, 'abc'],
    ['with an empty error', `${callback}?code=abc&state=STATE&error=`, 'abc'],
  ])('gives its code %s', (_where, arrival, code) => {
    expect(codeOf(arrival)).toBe(code);
  });

  it.each([
    ['a wrong state', '?code=abc&state=OTHER', 'state_mismatch'],
    ['a state in other case', '?code=abc&state=state', 'state_mismatch'],
    ['no state', '?code=abc', 'state_mismatch'],
    ['an empty state', '?code=abc&state=', 'state_mismatch'],
    ['a wrong state beside an error', '?error=access_denied&state=OTHER', 'state_mismatch'],
    ['no code', '?state=STATE', 'callback_malformed'],
    ['an empty code', '?code=&state=STATE', 'callback_malformed'],
    ['a token instead of a code', '#access_token=abc&state=STATE', 'callback_malformed'],
    ['two codes', '?code=a&code=b&state=STATE', 'callback_malformed'],
    ['two equal states', '?code=a&state=STATE&state=STATE', 'callback_malformed'],
    ['a code in query and fragment', '?code=a&state=STATE#code=b', 'callback_malformed'],
    ['too many bytes', `?code=${'a'.repeat(9000)}&state=STATE`, 'callback_malformed'],
    ['too many bytes in the fragment', `#code=${'a'.repeat(9000)}&state=STATE`, 'callback_malformed'],
    ['a denial', '?error=access_denied&state=STATE', 'sign_in_denied'],
    ['a cancelled login', '?error=login_denied&state=STATE', 'sign_in_denied'],
    ['a denial without state', '?error=access_denied', 'sign_in_denied'],
    ['an error beside a code', '?code=a&error=server_error&state=STATE', 'authorize_refused'],
  ])('with %s fails as such', (_what, parameters, code) => {
    expect(codeOf(callback + parameters)).toBe(code);
  });

  it('is refused when the form body repeats the query', () => {
    expect(codeOf({ url: `${callback}?state=STATE`, formBody: 'code=a&state=STATE' })).toBe('callback_malformed');
  });

  it('that is not a URL is malformed', () => {
    expect(codeOf('nowhere')).toBe('callback_malformed');
  });

  it('must come from the issuer where issuer and iss are known (RFC 9207)', () => {
    const iss = (value: string): string =>
      codeOf(`${callback}?code=abc&state=STATE&iss=${encodeURIComponent(value)}`, withIssuer);
    expect(iss('https://a.example')).toBe('abc');
    expect(iss('https://a.example/')).toBe('issuer_mismatch');
    expect(iss('https://evil.example')).toBe('issuer_mismatch');
    expect(codeOf(`${callback}?code=abc&state=STATE`, withIssuer)).toBe('abc');
    expect(codeOf(`${callback}?error=access_denied&state=STATE&iss=https://evil.example`, withIssuer)).toBe(
      'issuer_mismatch',
    );
  });

  it('must name its issuer where the provider promises it; a refusal need not', () => {
    const promised: Authorization = { ...withIssuer, issuerRequired: true };
    expect(codeOf(`${callback}?code=abc&state=STATE`, promised)).toBe('issuer_missing');
    expect(codeOf(`${callback}?code=abc&state=STATE&iss=${encodeURIComponent('https://a.example')}`, promised)).toBe(
      'abc',
    );
    expect(codeOf(`${callback}?error=access_denied&state=STATE`, promised)).toBe('sign_in_denied');
  });

  it('may come from any tenant where the issuer leaves it open', () => {
    const open: Authorization = { ...authorization, issuer: 'https://login.example/{tenantid}/v2.0' };
    const iss = (value: string) => codeOf(`${callback}?code=abc&state=STATE&iss=${encodeURIComponent(value)}`, open);
    expect(iss('https://login.example/t-1/v2.0')).toBe('abc');
    expect(iss('https://evil.example/t-1/v2.0')).toBe('issuer_mismatch');
  });

  it('tells code and text of a refusal', () => {
    expect(
      readCallback(`${callback}?error=invalid_scope&error_description=No+such%0Ascope&state=STATE`, authorization),
    ).toEqual({
      kind: 'failed',
      code: 'authorize_refused',
      serverCode: 'invalid_scope',
      detail: 'No such scope',
    });
  });

  it('tells the words of a refusal wherever the server has them', () => {
    const facebook = `${callback}?error_code=100&error_message=Invalid+Scopes%3A+x&state=STATE#_=_`;
    expect(readCallback(facebook, authorization)).toMatchObject({ serverCode: '100', detail: 'Invalid Scopes: x' });
    const both = `${callback}?error=access_denied&error_reason=user_denied&error_description=No&state=STATE`;
    expect(readCallback(both, authorization)).toMatchObject({ code: 'sign_in_denied', detail: 'No' });
  });

  it('reads the error shape of Kaixin001', () => {
    const error = encodeURIComponent('40011:Error: 应用类型错误');
    expect(
      readCallback(`${callback}?error_code=400&request=%2Foauth2%2Fauthorize&error=${error}`, authorization),
    ).toEqual({
      kind: 'failed',
      code: 'authorize_refused',
      serverCode: '40011',
      detail: '应用类型错误',
    });
    expect(readCallback(`${callback}?error_code=401`, authorization)).toMatchObject({
      code: 'authorize_refused',
      serverCode: '401',
    });
  });

  it('never prints the code', () => {
    expect(JSON.stringify(readCallback(`${callback}?code=SECRETCODE&state=STATE`, authorization))).not.toContain(
      'SECRETCODE',
    );
  });
});

describe('the answer of the implicit grant', () => {
  const implicit: Authorization = { ...authorization, implicit: true };
  const fragment = 'access_token=A&token_type=bearer&expires_in=3600&refresh_token=R&state=STATE';

  it('is the fragment, to be read as any token reply', () => {
    const reply = readCallback(`${callback}#${fragment}`, implicit);
    expect(reply.kind === 'tokens' && reply.fragment.reveal()).toBe(fragment);
    expect(JSON.stringify(reply)).not.toContain('access_token');
  });

  it('may hold a token that lists all roles of its user, and has an end', () => {
    const roles = (bytes: number) => `${callback}#${fragment}&id_token=${'r'.repeat(bytes)}`;
    expect(readCallback(roles(40_000), implicit).kind).toBe('tokens');
    expect(readCallback(roles(70_000), implicit)).toMatchObject({ code: 'callback_malformed' });
  });

  it.each([
    ['tokens that nobody asked for', `${callback}#${fragment}`, authorization, 'callback_malformed'],
    ['tokens in the query, which servers see and log', `${callback}?${fragment}`, implicit, 'callback_malformed'],
    ['a code, where tokens were asked for', `${callback}#code=abc&state=STATE`, implicit, 'callback_malformed'],
    ['no state', `${callback}#access_token=A`, implicit, 'state_mismatch'],
    ['a wrong state', `${callback}#access_token=A&state=OTHER`, implicit, 'state_mismatch'],
    [
      'a token that stands twice',
      `${callback}#access_token=A&access_token=B&state=STATE`,
      implicit,
      'callback_malformed',
    ],
    ['anything that stands twice', `${callback}#${fragment}&expires_in=1`, implicit, 'callback_malformed'],
    ['a denial', `${callback}#error=access_denied&state=STATE`, implicit, 'sign_in_denied'],
  ])('is refused: %s', (_what, arrival, request, code) => {
    expect(codeOf(arrival, request)).toBe(code);
  });
});
