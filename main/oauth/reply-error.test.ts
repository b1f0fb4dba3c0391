import { describe, expect, it } from 'vitest';
import type { Provider } from '../providers';
import { Secret } from './secret';
import { errorOf, fromCatalogue, met, providerWith, read, receivedAt, sentAt } from './testing/read';

const sinaapp = fromCatalogue('sinaapp');
const kaixin001 = fromCatalogue('kaixin001');
const standard = fromCatalogue('standard');

describe('an error', () => {
  it.each<[object, number, string, string, Provider]>([
    [{ error: 'invalid_grant' }, 400, 'sign_in_needed', 'invalid_grant', standard],
    [{ error: 'invalid_grant' }, 200, 'sign_in_needed', 'invalid_grant', standard],
    [{ error: 'invalid_client' }, 401, 'client_rejected', 'invalid_client', standard],
    [{ error: 'unauthorized_client' }, 400, 'not_permitted', 'unauthorized_client', standard],
    [{ error: 'invalid_scope' }, 400, 'scope_refused', 'invalid_scope', standard],
    [{ error: 'temporarily_unavailable' }, 400, 'server_unavailable', 'temporarily_unavailable', standard],
    [{ error: 'server_error' }, 400, 'server_unavailable', 'server_error', standard],
    [{ error: 'invalid_request' }, 400, 'request_refused', 'invalid_request', standard],
    [{ error: 'unsupported_grant_type' }, 400, 'request_refused', 'unsupported_grant_type', standard],
    [{ error: 'what_is_this' }, 401, 'request_refused', 'what_is_this', standard],
    [{ error: 'slow_down' }, 429, 'rate_limited', 'slow_down', standard],
    [{ error: 'oops' }, 502, 'server_unavailable', 'oops', standard],
    [{ message: 'no' }, 401, 'client_rejected', 'http_401', standard],
    [{ message: 'no' }, 403, 'request_refused', 'http_403', standard],
    [{}, 408, 'server_unavailable', 'http_408', standard],
    [{ error: true }, 400, 'request_refused', 'http_400', standard],
    [{ error: 7 }, 400, 'request_refused', '7', standard],
    [{ error: 'redirect_uri_mismatch' }, 400, 'client_rejected', 'redirect_uri_mismatch', sinaapp],
    [{ error: '40117:Error: invalid access_token', error_code: '401' }, 401, 'sign_in_needed', '40117', kaixin001],
    [{ error: '40115:Error: no such key', error_code: '401' }, 401, 'client_rejected', '40115', kaixin001],
    [{ error: '304:Error: internal', error_code: '500' }, 500, 'server_unavailable', '304', kaixin001],
    [{ error: '49999:Error: new', error_code: '400' }, 400, 'request_refused', '49999', kaixin001],
    [{ error: 'invalid_grant' }, 400, 'sign_in_needed', 'invalid_grant', kaixin001],
    [{ error_code: '401' }, 401, 'request_refused', '401', kaixin001],
  ])('%j under HTTP %i is %s', (body, status, errorClass, code, from) => {
    expect(errorOf(read(body, { status, from }))).toMatchObject({ class: errorClass, code, status });
  });

  it.each([
    [{ error: 'invalid_request', error_description: 'The Refresh Token is gone' }, 'sign_in_needed'],
    [{ error: 'invalid_client', error_description: 'the refresh token is gone' }, 'sign_in_needed'],
    [{ error: 'E7', error_description: 'the refresh token is gone' }, 'scope_refused'],
    [{ error: 'invalid_request', error_description: 'what is this' }, 'request_refused'],
    [{ error: 'Bad Request', error_description: 'the refresh token is gone' }, 'sign_in_needed'],
    [{ error_description: 'the refresh token is gone' }, 'sign_in_needed'],
  ])('%j is sorted by its words where its code does not tell', (body, errorClass) => {
    const from = providerWith({
      error: { classes: { scope: ['E7'] }, texts: { sign_in_needed: ['refresh token is gone'] } },
    });
    expect(errorOf(read(body, { status: 400, from })).class).toBe(errorClass);
  });

  it.each<[string, object, number, string, string, string | null]>([
    [
      'NestJS',
      { statusCode: 401, message: 'Invalid refresh token', error: 'Unauthorized' },
      401,
      'request_refused',
      'Unauthorized',
      'Invalid refresh token',
    ],
    [
      'a truth value',
      { error: true, message: 'The code is used' },
      400,
      'request_refused',
      'http_400',
      'The code is used',
    ],
    [
      'words and words',
      { error: 'Bad Request', message: 'The code is used' },
      400,
      'request_refused',
      'http_400',
      'Bad Request: The code is used',
    ],
    [
      'Okta',
      { errorCode: 'invalid_client', errorSummary: 'Invalid client_id.', errorCauses: [] },
      401,
      'client_rejected',
      'invalid_client',
      'Invalid client_id.',
    ],
    [
      'Apigee',
      { ErrorCode: 'invalid_request', Error: 'Refresh Token expired' },
      400,
      'request_refused',
      'invalid_request',
      'Refresh Token expired',
    ],
    [
      'an API gateway',
      {
        fault: { faultstring: 'Invalid client identifier', detail: { errorcode: 'oauth.v2.InvalidClientIdentifier' } },
      },
      401,
      'client_rejected',
      'oauth.v2.InvalidClientIdentifier',
      'Invalid client identifier',
    ],
    [
      'RFC 9457',
      { type: 'about:blank', title: 'Bad Request', detail: 'The code is used' },
      400,
      'request_refused',
      'http_400',
      'The code is used',
    ],
    [
      'Fitbit',
      { errors: [{ errorType: 'invalid_grant', message: 'Refresh token invalid' }], success: false },
      400,
      'sign_in_needed',
      'invalid_grant',
      'Refresh token invalid',
    ],
    ['ASP.NET', { Message: 'An error has occurred.' }, 500, 'server_unavailable', 'http_500', 'An error has occurred.'],
  ])(
    'of a server that has it elsewhere, such as %s, is shown in its words',
    (_who, body, status, errorClass, code, text) => {
      expect(errorOf(read(body, { status }))).toMatchObject({ class: errorClass, code, text });
    },
  );

  it.each([
    [{ error: 'invalid_token', error_description: 'Invalid refresh token (expired): 1f0c' }, 401],
    [
      { error: 'invalid_token', error_description: 'The token expired, was revoked, or the token ID is incorrect' },
      401,
    ],
    [{ error: 'invalid_request', error_description: 'The refresh token is invalid.', hint: 'Token has expired' }, 401],
    [{ error: 'unauthorized_client', error_description: 'unable to parse refresh token' }, 400],
    [{ error: 'unauthorized_client', error_description: 'token was already used' }, 400],
    // @jmondi/oauth2-server 4.3.7, as it sends them.
    [
      {
        status: 400,
        message:
          'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed: Token has been revoked',
        error: 'invalid_request',
        error_description: 'Token has been revoked',
      },
      400,
    ],
    [{ status: 400, error: 'invalid_request', error_description: 'Token has expired' }, 400],
    [{ status: 400, error: 'invalid_request', error_description: 'Cannot verify the refresh token' }, 400],
    // Glewlwyd 2.7.5, of a code.
    [{ error: 'invalid_code' }, 403],
  ])('%j, as UAA, Spring, Passport, Gitea and others say it, means that the grant is dead', (body, status) => {
    expect(errorOf(read(body, { status })).class).toBe('sign_in_needed');
  });

  it('says nothing of the grant where it is the client’s proof whose time is over', () => {
    const reply = read({ error: 'invalid_client', error_description: 'Token has expired' }, { status: 401 });
    expect(errorOf(reply).class).toBe('client_rejected');
  });

  it('of Glewlwyd 2.7.5 turns round the RFC’s words for a scope', () => {
    expect(errorOf(read({ error: 'scope_invalid' }, { status: 400 })).class).toBe('scope_refused');
  });

  it.each(['interaction_required', 'login_required', 'consent_required'])('%s asks for the user', (error) => {
    expect(errorOf(read({ error }, { status: 400 })).class).toBe('sign_in_needed');
  });

  it('shows the text rather than words in the place of a code', () => {
    const reply = read({ error: 'Bad Request', error_description: 'the token is gone' }, { status: 400 });
    expect(errorOf(reply)).toMatchObject({ code: 'http_400', text: 'the token is gone' });
  });

  it.each<[object, string, string | null, string]>([
    [
      { error: { code: 'invalid_grant', message: 'gone' } },
      'invalid_grant',
      'gone',
      'error_shape | error: object | read_inner_fields',
    ],
    [{ error: { code: 190, type: 'OAuthException' } }, '190', null, 'error_shape | error: object | read_inner_fields'],
    [
      { error: 'The token is gone', error_code: 12 },
      '12',
      'The token is gone',
      'error_shape | error: words instead of a code | read_as_text',
    ],
    [{ error: ['x'] }, 'x', null, 'error_shape | error: array | read_as_list'],
    [{ error: ['the code', 'is used'] }, 'http_400', 'the code is used', 'error_shape | error: array | read_as_list'],
    [
      { error: [{ code: 'invalid_grant', message: 'gone' }] },
      'invalid_grant',
      'gone',
      'error_shape | error: array | read_as_list',
    ],
    [{ error: [['x'], 7] }, 'http_400', null, 'error_shape | error: array | read_as_list'],
    [{ error: 7 }, '7', null, 'error_shape | error: 7 | read_as_text'],
  ])('in the shape %j is read', (body, code, text, deviation) => {
    const reply = read(body, { status: 400 });
    expect(errorOf(reply)).toMatchObject({ code, text });
    expect(met(reply)).toEqual([deviation]);
  });

  it.each([
    [200, ['error_http_200 | HTTP 200 | read_as_error']],
    [400, []],
    [401, []],
    [403, ['error_http_403 | HTTP 403 | read_as_error']],
    [404, ['error_http_status | HTTP 404 | read_as_error']],
    [429, []],
    [503, []],
  ])('under HTTP %i has the deviations %j', (status, deviations) => {
    expect(met(read({ error: 'invalid_request' }, { status }))).toEqual(deviations);
  });

  it('of Zoho asks to wait where its words do: a refresh token lives on after ten refreshes in ten minutes', () => {
    const said = {
      error: 'Access Denied',
      error_description: 'You have made too many requests continuously. Please try again after some time.',
      status: 'failure',
    };
    expect(errorOf(read(said, { status: 400, from: fromCatalogue('zoho') })).class).toBe('rate_limited');
  });

  it('is none in a code of the server’s own beside the word that it worked', () => {
    const from = providerWith({
      reply: { root: 'data', success: { field: 'success', equals: [true] } },
      error: { code: 'code', description: 'message' },
    });
    const worked = { code: 200, data: { access_token: 'A', refresh_token: 'R' }, message: null, success: true };
    expect(read(worked, { from }).kind).toBe('tokens');
    expect(errorOf(read({ ...worked, error: 'invalid_grant' }, { from })).code).toBe('invalid_grant');
    const refused = { code: 5001, data: null, message: 'no such code', success: false };
    expect(errorOf(read(refused, { from }))).toMatchObject({ code: '5001', text: 'no such code' });
  });

  it('is found where the provider keeps it', () => {
    const from = providerWith({
      error: { code: 'errcode', description: 'errmsg', classes: { sign_in_needed: ['40029'] } },
    });
    const reply = read({ errcode: 40029, errmsg: 'invalid code' }, { from });
    expect(errorOf(reply)).toMatchObject({ class: 'sign_in_needed', code: '40029', text: 'invalid code' });
    expect(read({ errcode: 0, access_token: 'TOKEN' }, { from }).kind).toBe('tokens');
  });

  it('is not found in what every object inherits', () => {
    const from = providerWith({ error: { code: 'constructor' } });
    expect(read({ access_token: 'TOKEN' }, { from }).kind).toBe('tokens');
  });

  it('never repeats what was sent, nor anything that looks like a token', () => {
    const secrets = [new Secret('hunter2'), new Secret('s3cr3t')];
    const text =
      'user hunter2 (token abfd84bf376d88da4efb6e13b853c339b08c7fd9) refused\r\n\u202Eevil, trace 0a1b2c3d-0000-4000-8000-0123456789ab';
    const error = errorOf(
      read({ error: 'bad_s3cr3t', error_description: text }, { status: 400, context: { secrets } }),
    );
    expect(error.text).toBe('user … (token …) refused evil, trace 0a1b2c3d-0000-4000-8000-0123456789ab');
    expect(error.code).toBe('bad_…');
  });

  it('has its text cut at 300 characters', () => {
    const error = errorOf(read({ error: 'x', error_description: '错 '.repeat(1000) }, { status: 400 }));
    expect(error.text).toHaveLength(300);
    expect(error.text?.endsWith('…')).toBe(true);
  });

  it('says when to ask again', () => {
    const at = (headers: Record<string, string>): number | null =>
      errorOf(read('{}', { status: 429, headers })).retryAt;
    expect(at({ 'retry-after': '120' })).toBe(receivedAt + 120_000);
    expect(at({ 'retry-after': 'Tue, 14 Nov 2023 22:14:20 GMT' })).toBe(sentAt + 60_000);
    expect(read('<html>', { status: 503, headers: { 'retry-after': '5' } })).toMatchObject({
      retryAt: receivedAt + 5000,
    });
  });
});
