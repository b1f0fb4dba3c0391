import { expect, test } from 'vitest';
import { beyondForm, idOf, newFile, sortedProblems, textAt, withNumber, withText, withValue } from './fileDraft';

test('a field changes its place and nothing else', () => {
  const file = { endpoints: { token: 'a', jwks: 'kept' }, hooks: { x: 1 } };
  expect(withText(file, 'endpoints.token', ' b ')).toEqual({
    endpoints: { token: 'b', jwks: 'kept' },
    hooks: { x: 1 },
  });
  expect(file.endpoints.token).toBe('a');
  expect(withText({}, 'reply.fields.access_token', 'data.token')).toEqual({
    reply: { fields: { access_token: 'data.token' } },
  });
});

test('an empty field is not in the file, nor is what it leaves empty; endpoints and grants always are', () => {
  expect(withText({ revoke: { url: 'x' }, id: 'a' }, 'revoke.url', '  ')).toEqual({ id: 'a' });
  expect(withText({ revoke: { url: 'x', method: 'POST' } }, 'revoke.url', '')).toEqual({ revoke: { method: 'POST' } });
  expect(withText({ endpoints: { token: 'x' } }, 'endpoints.token', '')).toEqual({ endpoints: {} });
  expect(withValue({ authorize: { pkce: 'off' } }, 'authorize.pkce', undefined)).toEqual({});
});

test('a number is one where it can be; else the text stays and the check says so', () => {
  expect(withNumber({}, 'reply.default_expires_in', '60')).toEqual({ reply: { default_expires_in: 60 } });
  expect(withNumber({}, 'reply.default_expires_in', 'an hour')).toEqual({ reply: { default_expires_in: 'an hour' } });
  expect(textAt({ reply: { default_expires_in: 60 } }, 'reply.default_expires_in')).toBe('60');
});

test('a place that is no text has none, whatever is on the way to it', () => {
  expect(textAt({ reply: { identity: ['a', 'b'] } }, 'reply.identity')).toBe('');
  expect(textAt({ name: 'x' }, 'name.en')).toBe('');
});

test('an id is made of a name where it has letters for one', () => {
  expect(idOf('My  Server (EU)')).toBe('my-server-eu');
  expect(idOf('顶点')).toBe('');
});

test('a problem belongs to the closest field; what has none stands by itself', () => {
  const problems = [
    { path: 'endpoints.token', reason: 'a' },
    { path: 'grants.password.fields[0].name', reason: 'b' },
    { path: 'name.en', reason: 'c' },
    { path: 'hooks.client_secret', reason: 'd' },
    { path: 'endpoints.token', reason: 'e' },
  ];
  const { of, others } = sortedProblems(problems, ['endpoints.token', 'grants', 'grants.password', 'name']);
  expect([...of].map(([place, { reason }]) => [place, reason])).toEqual([
    ['endpoints.token', 'a'],
    ['grants.password', 'b'],
    ['name', 'c'],
  ]);
  expect(others.map(({ reason }) => reason)).toEqual(['d']);
});

test('what the form does not show is named, and what it shows is not', () => {
  const file = { ...newFile(), endpoints: { token: 'x', jwks: 'y' }, hooks: {}, name: { en: 'a', 'zh-CN': 'b' } };
  expect(
    beyondForm(file, ['id', 'name', 'endpoints.token', 'grants.authorization_code', 'grants.refresh_token']),
  ).toEqual(['endpoints.jwks', 'hooks']);
});
