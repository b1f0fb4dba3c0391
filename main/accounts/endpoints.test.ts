/** What of a client stands in an address that a page sees. */
import { expect, it } from 'vitest';
import { Secret } from '../oauth';
import { parseProvider } from '../providers';
import { authorizeValues } from './endpoints';
import { client } from './fakes';

it('the sign-in page’s address takes open fields of a client, and no secret one', () => {
  const parsed = parseProvider(
    JSON.stringify({
      version: 1,
      id: 'acme',
      name: 'Acme',
      endpoints: { authorize: 'https://id.example/auth', token: 'https://id.example/token' },
      client_fields: [
        { name: 'agent_id', label: 'Agent' },
        { name: 'signing_key', label: 'Key', secret: true },
      ],
      grants: { authorization_code: {} },
    }),
  );
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.map(({ reason }) => reason).join());
  const fields = { agent_id: new Secret('1000002'), signing_key: new Secret('never-in-an-address') };
  expect(authorizeValues(parsed.provider, client({ providerId: 'acme', fields }))).toMatchObject({
    agent_id: '1000002',
  });
  expect(JSON.stringify(authorizeValues(parsed.provider, client({ fields })))).not.toContain('never-in-an-address');
});
