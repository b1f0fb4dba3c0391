import { expect, test } from 'vitest';
import { changesBetween, updatedFile } from './file-changes';

const before = {
  id: 'acme',
  name: 'My Acme',
  default_scope: 'openid api',
  issuer: 'https://acme.example',
  endpoints: { token: 'https://acme.example/old', refresh: 'https://acme.example/refresh' },
  grants: { authorization_code: { followed_by: 'long' }, long: { sends: 'access_token' } },
};
const found = {
  id: 'acme-2',
  name: 'acme.example',
  default_scope: 'openid',
  issuer: 'https://acme.example',
  endpoints: { token: 'https://acme.example/new', jwks: 'https://acme.example/jwks' },
  grants: { authorization_code: {}, password: { fields: [{ name: 'username' }] } },
};

test('an update takes over what the server says, and keeps what its user wrote', () => {
  const after = updatedFile(before, found);
  expect(after).toMatchObject({
    id: 'acme',
    name: 'My Acme',
    default_scope: 'openid api',
    endpoints: { token: 'https://acme.example/new', refresh: 'https://acme.example/refresh' },
    grants: { authorization_code: { followed_by: 'long' }, long: { sends: 'access_token' } },
  });
  expect(changesBetween(before, after)).toEqual([
    { path: 'endpoints.token', before: 'https://acme.example/old', after: 'https://acme.example/new' },
    { path: 'endpoints.jwks', before: null, after: 'https://acme.example/jwks' },
    { path: 'grants.password.fields', before: null, after: '{"name":"username"}' },
  ]);
});

test('the same metadata once more changes nothing', () => {
  const after = updatedFile(before, found);
  expect(changesBetween(after, updatedFile(after, found))).toEqual([]);
});

test('how replies are read is what its user wrote; where nothing was, it is what servers usually do', () => {
  const usual = { ...found, reply: { expires_in_zero: 'unknown' }, error: { texts: { sign_in_needed: ['ended'] } } };
  const mine = { ...before, reply: { expires_in_zero: 'never' } };
  expect(updatedFile(mine, usual)).toMatchObject({ reply: mine.reply, error: usual.error });
});
