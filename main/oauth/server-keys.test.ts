/** Where a server's keys are fetched from. */
import { expect, it } from 'vitest';
import { keyShelf } from './server-keys';
import type { TransportResult } from './types';

function shelfFor(jwks_uri: string) {
  const body = new TextEncoder().encode(JSON.stringify({ issuer: 'https://id.example', jwks_uri }));
  const reply: TransportResult = {
    kind: 'reply',
    reply: { status: 200, headers: { 'content-type': 'application/json' }, body, sentAt: 0, receivedAt: 0 },
  };
  return keyShelf(async () => reply).factsAt('https://id.example/.well-known/openid-configuration');
}

it.each([
  ['https://id.example/keys', true],
  ['http://127.0.0.1:8080/keys', true],
  ['http://id.example/keys', false],
  ['file:///etc/keys', false],
])('keys at %s are fetched: %s', async (address, fetched) => {
  expect((await shelfFor(address))?.jwksUrl).toBe(fetched ? address : null);
});
