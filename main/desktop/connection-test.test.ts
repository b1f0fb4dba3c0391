/** "Test connection": what goes out for it. */
import { expect, it } from 'vitest';
import { requestUrl, SYSTEM_NETWORK, type TokenRequest } from '../oauth';
import { testConnection } from './connection-test';

it('asks each endpoint without its query and with nothing of the client', async () => {
  const sent: TokenRequest[] = [];
  const checks = await testConnection(
    [{ endpoint: 'token', url: 'https://id.example/token?api_key=pasted-secret#pasted-too' }],
    SYSTEM_NETWORK,
    'client-1',
    async (request) => {
      sent.push(request);
      return { kind: 'lost', reason: 'timed_out', detail: '' };
    },
    async () => 'DIRECT',
  );
  expect(sent.map(requestUrl)).toEqual(['https://id.example/token']);
  expect(sent.map(({ method, body }) => [method, body.reveal()])).toEqual([['GET', '']]);
  expect(JSON.stringify([sent, checks])).not.toContain('pasted');
});
