/** What a provider asks its clients for besides id and secret: variables of its URLs, and fields such as a private key. */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { catalogue, type Provider } from '../providers';
import { clientBook, type ClientDraft } from './clients';
import { authorizeEndpoint, tokenEndpoint } from './endpoints';
import { FakeClientRecords } from './fakes';

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const provider = (id: string) => catalogue().find((one) => one.id === id) as Provider;

function draft(providerId: string, part: Partial<ClientDraft>): ClientDraft {
  return {
    id: null,
    providerId,
    clientId: 'my-client',
    clientSecret: 'my-client-secret',
    callbackUrl: 'https://app.example/cb',
    scope: '',
    endpoints: { authorize: null, token: null, refresh: null },
    authentication: null,
    ...part,
  };
}

function setUp() {
  let made = 0;
  return clientBook(
    new FakeClientRecords(),
    (id) => catalogue().find((one) => one.id === id),
    () => `client-${(made += 1)}`,
    () => undefined,
  );
}

describe('a client', () => {
  it('keeps the values of variables, but for defaults and names that the provider does not have', async () => {
    const book = setUp();
    await book.save(
      draft('microsoft', { variables: { tenant: ' acme ', login_host: 'login.microsoftonline.com', x: 'y' } }),
    );
    const saved = book.find('client-1');
    expect(saved?.variables).toEqual({ tenant: 'acme' });
    expect(saved && tokenEndpoint(provider('microsoft'), saved)).toBe(
      'https://login.microsoftonline.com/acme/oauth2/v2.0/token',
    );
  });

  it.each<[string, string, Partial<ClientDraft>, string, string]>([
    ['a variable left empty', 'shopify', {}, 'variable_missing', 'variables.shop'],
    ['a variable that is a URL', 'shopify', { variables: { shop: 'https://x' } }, 'variable_invalid', 'variables.shop'],
    [
      'a strange host',
      'zoho',
      { variables: { accounts_host: 'accounts.zoho.xx' } },
      'host_not_allowed',
      'variables.accounts_host',
    ],
    ['no private key', 'apple', { fields: { team_id: 'T', key_id: 'K' } }, 'invalid_input', 'fields.private_key'],
    [
      'a wrong private key',
      'apple',
      { fields: { team_id: 'T', key_id: 'K', private_key: 'x' } },
      'key_invalid',
      'fields.private_key',
    ],
    [
      'an empty field',
      'apple',
      { fields: { team_id: ' ', key_id: 'K', private_key: key } },
      'invalid_input',
      'fields.team_id',
    ],
  ])('is refused with %s', async (_what, id, part, code, field) => {
    const book = setUp();
    expect(await book.save(draft(id, part))).toEqual({ kind: 'invalid', problem: { code, field } });
    expect(book.all()).toEqual([]);
  });

  it('needs no variable for an endpoint that it gives itself', async () => {
    const own = { authorize: 'https://my.example/a', token: 'https://my.example/t', refresh: null };
    expect(await setUp().save(draft('shopify', { endpoints: own }))).toMatchObject({ kind: 'saved' });
  });

  it('keeps a stored field when the form leaves it alone', async () => {
    const book = setUp();
    await book.save(draft('apple', { clientSecret: '', fields: { team_id: 'T', key_id: 'K', private_key: key } }));
    await book.save(
      draft('apple', { id: 'client-1', clientSecret: '', fields: { team_id: 'T2', key_id: 'K', private_key: null } }),
    );
    const fields = book.find('client-1')?.fields ?? {};
    expect(fields['team_id']?.reveal()).toBe('T2');
    expect(fields['private_key']?.reveal()).toBe(key.trim());
    expect(JSON.stringify(book.all())).not.toContain('PRIVATE KEY');
  });

  it('has no endpoint where its variable went bad with a new provider file', async () => {
    const book = setUp();
    await book.save(draft('shopify', { variables: { shop: 'my-shop' } }));
    const saved = book.find('client-1');
    const spoiled = saved && { ...saved, variables: { shop: 'a/b' } };
    expect(spoiled && authorizeEndpoint(provider('shopify'), spoiled)).toBeUndefined();
  });
});
