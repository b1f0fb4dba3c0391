import { expect, it } from 'vitest';
import { setUpAfter } from './after-setup';
import { answer, T0 } from './fakes';

const told = { active: true, exp: (T0 + 3_600_000) / 1000, scope: 'a b', client_id: 'my-client' };

it('asks about one token and changes nothing by itself', async () => {
  const { introspector, server, account } = await setUpAfter([answer(told)]);
  const before = account();
  expect(await introspector.introspect('account-1', 'refresh_token')).toMatchObject({
    kind: 'told',
    found: { active: true, scope: ['a', 'b'] },
  });
  expect(server.bodies[0]?.get('token')).toBe('refresh-1');
  expect(server.bodies[0]?.get('token_type_hint')).toBe('refresh_token');
  expect(account()).toEqual(before);
});

it('the server’s end can be taken over, with its source', async () => {
  const { introspector, account } = await setUpAfter([answer(told)]);
  await introspector.introspect('account-1', 'access_token');
  expect(await introspector.takeExpiry('account-1', 'access_token')).toEqual({ kind: 'taken' });
  expect(account()?.tokens.accessExpiry).toEqual({ kind: 'at', at: T0 + 3_600_000, source: 'introspection' });
});

it('an end that was told about other tokens is not taken over', async () => {
  const { introspector, book, account } = await setUpAfter([answer(told)]);
  await introspector.introspect('account-1', 'access_token');
  await book.change('account-1', (now) => ({ ...now, generation: now.generation + 1 }));
  expect(await introspector.takeExpiry('account-1', 'access_token')).toEqual({ kind: 'refused' });
  expect(await introspector.takeExpiry('account-1', 'refresh_token')).toEqual({ kind: 'refused' });
  expect(account()?.tokens.accessExpiry).toMatchObject({ source: 'expires_in' });
});

it('tells what the server refuses, and asks nobody where there is nobody to ask', async () => {
  const { introspector } = await setUpAfter([answer({ error: 'invalid_client' }, 401)]);
  expect(await introspector.introspect('account-1', 'access_token')).toMatchObject({
    kind: 'failed',
    problem: { kind: 'server', error: { code: 'invalid_client' } },
  });
  const other = await setUpAfter([], { endpoints: { token: 'https://other.example/token' } });
  expect(await other.introspector.introspect('account-1', 'access_token')).toMatchObject({
    problem: { kind: 'no_endpoint' },
  });
});
