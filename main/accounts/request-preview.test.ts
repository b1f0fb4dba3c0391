/** What is shown of the requests that would be sent: exactly them, and nothing secret. */
import { describe, expect, it } from 'vitest';
import { newSigningKey, Secret } from '../oauth';
import { catalogue, type Provider } from '../providers';
import { client, T0 } from './fakes';
import { PLAIN_OPTIONS } from './client-options';
import { sampleClient } from './preview-client';
import { requestPreview, type PreviewedStep } from './request-preview';

const provider = (id: string): Provider => {
  const found = catalogue().find((one) => one.id === id);
  if (found === undefined) throw new Error(`no provider ${id}`);
  return found;
};
const asText = (steps: readonly PreviewedStep[]): readonly string[] =>
  steps.flatMap((step) =>
    step.kind === 'missing'
      ? [`${step.step}: no ${step.what}`]
      : [
          `${step.step}: ${step.method} ${step.url}`,
          ...step.headers.map(([name, value]) => `  ${name}: ${value}`),
          ...(step.body === '' ? [] : [`  ${step.body}`]),
        ],
  );
const sample = async (id: string, wanted: string | null = null) =>
  requestPreview(provider(id), sampleClient(provider(id)), { isSample: true, wanted, now: T0 });

describe('a preview of requests', () => {
  it('shows the sign-in page, the code’s exchange and the refresh as the builders make them', async () => {
    const { grant, grants, steps } = await sample('github');
    expect([grant, grants]).toEqual(['authorization_code', ['authorization_code', 'refresh_token', 'device_code']]);
    expect(asText(steps)).toMatchInlineSnapshot(`
      [
        "authorize: GET https://github.com/login/oauth/authorize?response_type=code&client_id={client_id}&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&state={state}&code_challenge={code_challenge}&code_challenge_method=S256",
        "token: POST https://github.com/login/oauth/access_token",
        "  accept: application/json",
        "  content-type: application/x-www-form-urlencoded",
        "  code={code}&client_id={client_id}&client_secret={client_secret}&grant_type=authorization_code&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&code_verifier={code_verifier}",
        "refresh: POST https://github.com/login/oauth/access_token",
        "  accept: application/json",
        "  content-type: application/x-www-form-urlencoded",
        "  refresh_token={refresh_token}&client_id={client_id}&client_secret={client_secret}&grant_type=refresh_token",
      ]
    `);
  });

  it('shows departures from the RFCs: SinaApp takes no redirect_uri, neither on the page nor with the code', async () => {
    expect(asText((await sample('sinaapp')).steps)).toMatchInlineSnapshot(`
      [
        "authorize: GET https://api.sinaapp.com/oauth2/authorize?response_type=code&client_id={client_id}&state={state}",
        "token: POST https://api.sinaapp.com/oauth2/access_token",
        "  accept: application/json",
        "  content-type: application/x-www-form-urlencoded",
        "  code={code}&client_id={client_id}&client_secret={client_secret}&grant_type=authorization_code",
        "refresh: POST https://api.sinaapp.com/oauth2/access_token",
        "  accept: application/json",
        "  content-type: application/x-www-form-urlencoded",
        "  refresh_token={refresh_token}&client_id={client_id}&client_secret={client_secret}&grant_type=refresh_token",
      ]
    `);
  });

  it('names the fields of a form in the place of what is typed', async () => {
    expect(asText((await sample('kaixin001', 'password')).steps)).toMatchInlineSnapshot(`
      [
        "token: POST https://api.kaixin001.com/oauth2/access_token",
        "  accept: application/json",
        "  content-type: application/x-www-form-urlencoded",
        "  grant_type=password&username={username}&password={password}&client_id={client_id}&client_secret={client_secret}&scope=basic",
        "refresh: POST https://api.kaixin001.com/oauth2/access_token",
        "  accept: application/json",
        "  content-type: application/x-www-form-urlencoded",
        "  refresh_token={refresh_token}&client_id={client_id}&client_secret={client_secret}&grant_type=refresh_token",
      ]
    `);
  });

  it('shows that a Basic header is made of id and secret, and not what they are', async () => {
    const own = client({
      providerId: 'twitter',
      clientSecret: new Secret('canary'),
      authentication: 'client_secret_basic',
    });
    const { steps } = await requestPreview(provider('twitter'), own, { now: T0 });
    const headers = steps.flatMap((step) => (step.kind === 'request' ? step.headers : []));
    expect(headers).toContainEqual(['authorization', 'Basic base64(my-client:{client_secret})']);
  });

  it('shows what a hook signs by its name', async () => {
    expect(asText((await sample('alipay')).steps).at(1)).toMatchInlineSnapshot(
      `"token: POST https://openapi.alipay.com/gateway.do"`,
    );
    expect(asText((await sample('alipay')).steps).join('\n')).toContain('&timestamp={timestamp}&sign={sign}');
  });

  it('shows pushed requests, proofs and assertions by what they are, not by their signatures', async () => {
    const standard = provider('standard');
    const own = client({
      providerId: 'standard',
      key: (await newSigningKey('ES256')).jwk,
      authentication: 'private_key_jwt',
      endpoints: {
        authorize: 'https://as.test/authorize',
        token: 'https://as.test/token',
        pushed: 'https://as.test/par',
      },
      options: { ...PLAIN_OPTIONS, pushed: true, dpop: true },
    });
    expect(asText((await requestPreview(standard, own, { now: T0 })).steps)).toMatchInlineSnapshot(`
      [
        "push: POST https://as.test/par",
        "  accept: application/json",
        "  content-type: application/x-www-form-urlencoded",
        "  dpop: {proof}",
        "  response_type=code&client_id=my-client&redirect_uri=http%3A%2F%2Fdeath.sinaapp.com%2Fsae_callback.php&state={state}&code_challenge={code_challenge}&code_challenge_method=S256&dpop_jkt={dpop_jkt}&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion={client_assertion}",
        "authorize: GET https://as.test/authorize?client_id=my-client&request_uri={request_uri}",
        "token: POST https://as.test/token",
        "  accept: application/json",
        "  content-type: application/x-www-form-urlencoded",
        "  dpop: {proof}",
        "  code={code}&client_id=my-client&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion={client_assertion}&grant_type=authorization_code&redirect_uri=http%3A%2F%2Fdeath.sinaapp.com%2Fsae_callback.php&code_verifier={code_verifier}",
        "refresh: POST https://as.test/token",
        "  accept: application/json",
        "  content-type: application/x-www-form-urlencoded",
        "  dpop: {proof}",
        "  refresh_token={refresh_token}&client_id=my-client&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion={client_assertion}&grant_type=refresh_token",
      ]
    `);
  });

  it('says what is missing where there is no endpoint', async () => {
    expect(asText((await sample('standard')).steps)).toEqual([
      'authorize: no endpoint',
      'token: no endpoint',
      'refresh: no endpoint',
    ]);
  });

  it('follows the client: its own endpoints, scope, parameters and variables', async () => {
    const own = client({
      providerId: 'shopify',
      variables: { shop: 'my-shop' },
      scope: 'read_orders',
      callbackUrl: 'https://me.test/cb',
      options: { ...PLAIN_OPTIONS, params: { authorize: { audience: 'x' }, token: {}, refresh: {} } },
    });
    const [page] = (await requestPreview(provider('shopify'), own, { now: T0 })).steps;
    const url = page?.kind === 'request' ? page.url : '';
    expect(url).toMatch(/^https:\/\/my-shop\.myshopify\.com\//);
    expect(url).toContain('scope=read_orders');
    expect(url).toContain('audience=x');
  });

  // Every grant of every provider: what is typed and what is stored must never be in a preview.
  it.each(catalogue().map((one) => [one.id, one] as const))('of %s holds no secret', async (_, one) => {
    const secrets = Object.fromEntries(
      one.client_fields.filter(({ secret }) => secret).map(({ name }) => [name, new Secret(`canary-${name}`)]),
    );
    const variables = Object.fromEntries(Object.keys(one.variables).map((name) => [name, 'acme']));
    const own = client({
      providerId: one.id,
      clientSecret: new Secret('canary-secret'),
      key: (await newSigningKey('ES256')).jwk,
      fields: secrets,
      variables,
    });
    for (const wanted of Object.keys(one.grants)) {
      for (const isSample of [false, true]) {
        const preview = await requestPreview(one, isSample ? sampleClient(one) : own, { wanted, isSample, now: T0 });
        const text = JSON.stringify(preview);
        expect(text).not.toMatch(/canary|lk[0-9a-f]{18}/);
        expect(text).not.toContain(Buffer.from('canary').toString('base64').slice(0, 7));
        expect(preview.steps.length).toBeGreaterThan(0);
      }
    }
  });
});
