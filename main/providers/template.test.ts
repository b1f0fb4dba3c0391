import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue';
import type { Provider } from './schema';
import { fillEndpoint, fillText, variableValues, type FilledUrl } from './template';

const provider = (id: string): Provider => catalogue().find((one) => one.id === id) ?? expect.fail(id);

function token(id: string, given: Record<string, string>, captured: Record<string, string> = {}): FilledUrl {
  const described = provider(id);
  return fillEndpoint(described, described.endpoints.token ?? '', variableValues(described, given, captured));
}

describe('an endpoint with variables', () => {
  it.each([
    ['shopify', { shop: 'my-shop' }, 'https://my-shop.myshopify.com/admin/oauth/access_token'],
    ['microsoft', {}, 'https://login.microsoftonline.com/common/oauth2/v2.0/token'],
    ['microsoft', { tenant: 'acme.example' }, 'https://login.microsoftonline.com/acme.example/oauth2/v2.0/token'],
    ['gitlab', { host: 'git.acme.example:8443' }, 'https://git.acme.example:8443/oauth/token'],
    ['zoho', {}, 'https://accounts.zoho.com/oauth/v2/token'],
  ])('of %s with %j is %s', (id, given, url) => {
    expect(token(id, given)).toEqual({ kind: 'ok', url });
  });

  it.each<[string, Record<string, string>, string]>([
    ['shopify', {}, 'missing'],
    ['shopify', { shop: 'evil.example/' }, 'pattern'],
    ['shopify', { shop: 'evil.example#' }, 'pattern'],
    ['shopify', { shop: 'a@evil' }, 'pattern'],
    ['shopify', { shop: 'my_shop' }, 'pattern'],
    ['microsoft', { tenant: '../../evil' }, 'pattern'],
    ['microsoft', { login_host: 'evil.example' }, 'pattern'],
    ['salesforce', { login_host: 'evil.salesforce.com.evil.example' }, 'pattern'],
    ['gitlab', { host: 'user@evil.example' }, 'pattern'],
  ])('of %s with %j is refused: %s', (id, given, reason) => {
    expect(token(id, given)).toMatchObject({ kind: 'refused', reason });
  });

  it('takes a host from the callback where the file says so, and only one that the file lists', () => {
    const from = (server: string) => token('zoho', {}, { 'accounts-server': server });
    expect(from('https://accounts.zoho.eu')).toEqual({ kind: 'ok', url: 'https://accounts.zoho.eu/oauth/v2/token' });
    expect(from('https://accounts.zoho.xx')).toMatchObject({ reason: 'host', variable: 'accounts_host' });
    expect(from('https://evil.example')).toMatchObject({ reason: 'pattern' });
    expect(from('https://accounts.zoho.eu@evil.example')).toMatchObject({ reason: 'pattern' });
  });

  it('is not filled from the prototype', () => {
    expect(fillText('{constructor}', {})).toBeNull();
    expect(fillText('{"a":1}', {})).toBe('{"a":1}');
  });
});
