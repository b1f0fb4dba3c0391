import { describe, expect, it } from 'vitest';
import { errorOf, read } from './testing/read';

describe('an error that stands where no RFC has it', () => {
  it.each<[string, unknown, string, string, string | null]>([
    [
      'in a list, as Salesforce’s are',
      [{ errorCode: 'invalid_grant', message: 'gone' }],
      'sign_in_needed',
      'invalid_grant',
      'gone',
    ],
    ['in a list of several', [{ error: 'invalid_grant' }, { error: 'x' }], 'sign_in_needed', 'invalid_grant', null],
    [
      'in FastAPI’s detail',
      { detail: { error: 'invalid_grant', error_description: 'gone' } },
      'sign_in_needed',
      'invalid_grant',
      'gone',
    ],
    [
      'of FastAPI’s checks',
      { detail: [{ loc: ['body', 'code'], msg: 'field required' }] },
      'request_refused',
      'http_400',
      'field required',
    ],
    [
      'of NestJS’s checks',
      { statusCode: 400, message: ['code must be a string'], error: 'Bad Request' },
      'request_refused',
      'http_400',
      'Bad Request: code must be a string',
    ],
    [
      'in an answer that wraps all',
      { data: { error: 'invalid_grant', message: 'gone' } },
      'sign_in_needed',
      'invalid_grant',
      'gone',
    ],
    ['as words in a list', { errors: ['The code is used'] }, 'request_refused', 'http_400', 'The code is used'],
  ])('is found %s', (_where, body, sorted, code, text) => {
    expect(errorOf(read(JSON.stringify(body), { status: 400 }))).toMatchObject({ class: sorted, code, text });
  });

  it.each(['n/a', 'No error', 'no_error', 'undefined', 'nil'])('%j beside tokens is none', (error) => {
    expect(read({ error, access_token: 'TOKEN', token_type: 'Bearer' }).kind).toBe('tokens');
  });
});
