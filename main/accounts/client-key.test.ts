import { describe, expect, it } from 'vitest';
import { newSigningKey, Secret } from '../oauth';
import { PLAIN_OPTIONS } from './client-options';
import { clientBook, type ClientDraft } from './clients';
import { clientForRequest } from './endpoints';
import { client, FakeClientRecords } from './fakes';
import { strictProvider } from './proof-setup';

const CALLBACK = 'https://c.example/cb';

describe('a client’s key', () => {
  const draft: ClientDraft = {
    id: null,
    providerId: 'strict',
    clientId: 'c',
    clientSecret: '',
    callbackUrl: CALLBACK,
    scope: '',
    endpoints: { authorize: null, token: null, refresh: null },
    authentication: 'private_key_jwt',
  };
  const clients = (of = strictProvider({})) =>
    clientBook(
      new FakeClientRecords(),
      () => of,
      () => 'client-1',
      () => undefined,
    );

  it('is kept as JWK whatever was pasted, stays while the form says nothing of it, and proves the client', async () => {
    const made = await newSigningKey('ES256');
    const book = clients();
    const pem = made.object.export({ format: 'pem', type: 'pkcs8' }).toString();
    const saved = await book.save({ ...draft, key: { kind: 'pasted', text: new Secret(pem) } });
    expect(saved).toMatchObject({ kind: 'saved' });
    const again = await book.save({ ...draft, id: 'client-1' });
    const kept = again.kind === 'saved' ? again.client : undefined;
    expect(JSON.parse(kept?.key?.reveal() ?? '{}')).toMatchObject({ kty: 'EC', x: made.bareJwk['x'] });
    const request = clientForRequest(strictProvider({}), kept!, 'https://strict.example/token');
    expect(request).toMatchObject({
      authentication: 'private_key_jwt',
      assertion: { audience: 'https://strict.example', algorithm: null },
    });
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'key_unreadable'],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'key_public'],
  ])('is refused at its field: %s', async (_what, text, code) => {
    const result = await clients().save({ ...draft, key: { kind: 'pasted', text: new Secret(text) } });
    expect(result).toEqual({ kind: 'invalid', problem: { code, field: 'key' } });
  });

  it('is needed where the client is to prove itself by one', async () => {
    expect(await clients().save(draft)).toEqual({ kind: 'invalid', problem: { code: 'key_missing', field: 'key' } });
  });

  it('says to whom: the client’s word, then the file’s, then the issuer, then the token endpoint', async () => {
    const { jwk: key } = await newSigningKey('RS256');
    const audience = (patch: object, own: string | null = null) => {
      const options = { ...PLAIN_OPTIONS, assertion: { audience: own, algorithm: null, keyId: null } };
      const request = clientForRequest(strictProvider(patch), client({ key, options }), 'https://strict.example/token');
      return request.assertion?.audience;
    };
    expect(audience({ client_assertion: { audience: 'token_endpoint' } }, 'urn:mine')).toBe('urn:mine');
    expect(audience({ client_assertion: { audience: 'token_endpoint' } })).toBe('https://strict.example/token');
    expect(audience({ client_assertion: { audience: 'https://aud.example/' } })).toBe('https://aud.example/');
    expect(audience({})).toBe('https://strict.example');
    expect(audience({ issuer: undefined })).toBe('https://strict.example/token');
  });

  it('signs with what the server takes, as far as it can', async () => {
    const { jwk: key } = await newSigningKey('RS256');
    const of = strictProvider({
      client_authentication: 'private_key_jwt',
      client_assertion: { algorithms: ['ES256', 'PS256'] },
    });
    const algorithm = (own: string | null) =>
      clientForRequest(
        of,
        client({ key, options: { ...PLAIN_OPTIONS, assertion: { audience: null, algorithm: own, keyId: null } } }),
        'https://strict.example/token',
      ).assertion?.algorithm;
    expect(algorithm(null)).toBe('PS256');
    expect(algorithm('RS512')).toBe('RS512');
    expect(algorithm('HS256')).toBe('PS256');
  });

  it('an endpoint for pushed requests is asked for where they are to be pushed', async () => {
    const pushed = { ...draft, authentication: 'none' as const, options: { pushed: true } };
    expect(await clients().save(pushed)).toEqual({
      kind: 'invalid',
      problem: { code: 'endpoint_missing', field: 'endpoints.pushed' },
    });
    const endpoints = { ...draft.endpoints, pushed: 'http://strict.example/par' };
    expect(await clients().save({ ...pushed, endpoints })).toMatchObject({
      problem: { code: 'endpoint_not_https', field: 'endpoints.pushed' },
    });
  });
});
