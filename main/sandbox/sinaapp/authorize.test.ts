import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOCUMENTED_CALLBACK, startSandbox, type Sandbox, type SandboxClient } from '../index';
import { authorizeUrl, clientFor, post, send } from '../test-client';
import { CREATOR_ONLY_SENTENCE } from './pages';

const ordinary = clientFor('sinaapp', 'ordinary');
const creatorOnly = clientFor('sinaapp', 'creator-only');

describe('the SinaApp authorize page', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  const form = (email: string, password: string): Record<string, string> => ({
    secure_email: email,
    secure_password: password,
    decision: 'authorize',
  });
  const asCreator = (): Record<string, string> => {
    const { secureEmail, securePassword } = sandbox.people.sinaapp.creator;
    return form(secureEmail, securePassword);
  };
  const asSomebodyElse = (): Record<string, string> => {
    const { secureEmail, securePassword } = sandbox.people.sinaapp.somebodyElse;
    return form(secureEmail, securePassword);
  };

  it('redirects to the registered callback with a code of 40 hex and the state, as documented', async () => {
    const answer = await post(authorizeUrl(sandbox, ordinary), asCreator());
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(
      /^http:\/\/death\.sinaapp\.com\/sae_callback\.php\?code=[0-9a-f]{40}&state=1$/,
    );
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('gives the state back unchanged', async () => {
    const state = 'a b&c=d/é';
    const answer = await post(authorizeUrl(sandbox, ordinary, { state }), asCreator());
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('state')).toBe(state);
  });

  it('labels its fields in English and in Chinese, by Accept-Language and by the link', async () => {
    const url = authorizeUrl(sandbox, ordinary);
    const english = await send(url, { headers: { 'Accept-Language': 'en-GB,en;q=0.9,zh;q=0.5' } });
    expect(english.body).toContain('<label for="secure_email">Secure e-mail</label>');
    expect(english.body).toContain('<label for="secure_password">Secure password</label>');
    const chinese = await send(url, { headers: { 'Accept-Language': 'zh-CN,zh;q=0.9,en;q=0.5' } });
    expect(chinese.body).toContain('<label for="secure_email">安全邮箱</label>');
    expect(chinese.body).toContain('<label for="secure_password">安全密码</label>');
    expect(chinese.body).toContain('授权</button>');
    const link = /<a href="(\?[^"]*)" lang="zh-CN">中文<\/a>/.exec(english.body)?.[1]?.replaceAll('&#38;', '&') ?? '';
    const switched = await send(new URL(link, url).href, { headers: { 'Accept-Language': 'en' } });
    expect(switched.body).toContain('安全邮箱');
    expect((await post(new URL(link, url).href, asCreator())).headers.get('location')).toMatch(
      /code=[0-9a-f]{40}&state=1$/,
    );
  });

  it('is plainly marked as practice, in both languages', async () => {
    expect((await send(authorizeUrl(sandbox, ordinary))).body).toContain('Practice page.');
    expect((await send(authorizeUrl(sandbox, ordinary, { ui_lang: 'zh' }))).body).toContain('练习页面。');
  });

  it('shows a wrong password on the page, keeps the e-mail and escapes it', async () => {
    const answer = await post(authorizeUrl(sandbox, ordinary), form('"><script>x</script>@sandbox.example', 'wrong'));
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('role="alert"');
    expect(answer.body).toContain('The secure e-mail or the secure password is wrong.');
    expect(answer.body).not.toContain('<script>');
    expect(answer.body).not.toContain('value="wrong"');
    expect(answer.headers.get('location')).toBeNull();
  });

  it('shows somebody who is not the creator the documented sentence, and redirects nowhere', async () => {
    const answer = await post(authorizeUrl(sandbox, creatorOnly), asSomebodyElse());
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.body).toContain(`>${CREATOR_ONLY_SENTENCE}<`);
    expect(CREATOR_ONLY_SENTENCE).toBe('This API can only be invoked by the creator.');
    expect(answer.body).not.toMatch(/<form|<a |http-equiv/);
  });

  it('says the creator sentence in English on the Chinese page too', async () => {
    const answer = await post(authorizeUrl(sandbox, creatorOnly, { ui_lang: 'zh' }), asSomebodyElse());
    expect(answer.body).toContain(CREATOR_ONLY_SENTENCE);
  });

  it('lets the creator in to a creator-only client, and anybody in to a client with that permission', async () => {
    expect((await post(authorizeUrl(sandbox, creatorOnly), asCreator())).status).toBe(302);
    expect((await post(authorizeUrl(sandbox, ordinary), asSomebodyElse())).status).toBe(302);
  });

  it('redirects a refusal with access_denied and the state, whatever was typed', async () => {
    const answer = await post(authorizeUrl(sandbox, ordinary), { decision: 'deny' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(
      `${DOCUMENTED_CALLBACK}?error=access_denied&error_description=The+user+denied+access+to+your+application&state=1`,
    );
  });

  it.each([
    ['no client_id', '?response_type=code&state=1', 'No client id supplied'],
    ['an unknown client_id', '?response_type=code&client_id=nobody&state=1', 'The client id supplied is invalid'],
    [
      'a client of the other dialect',
      '?response_type=code&client_id=practice-kaixin001&state=1',
      'The client id supplied is invalid',
    ],
  ])('shows %s in the browser and redirects nowhere', async (_case, query, description) => {
    const answer = await send(`${sandbox.endpoints.sinaapp.authorize}${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(JSON.parse(answer.body)).toEqual({ error: 'invalid_client', error_description: description });
  });

  it('refuses a redirect_uri that is not the registered one, in the browser', async () => {
    const answer = await send(authorizeUrl(sandbox, ordinary, { redirect_uri: 'http://evil.example/' }));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'redirect_uri_mismatch' });
  });

  it.each([
    ['a missing state', { state: '' }, 'error=invalid_request&error_description=The+state+parameter+is+required'],
    [
      'a missing response type',
      { response_type: '' },
      'error=invalid_request&error_description=Invalid+or+missing+response+type&state=1',
    ],
    [
      'an unknown response type',
      { response_type: 'x' },
      'error=invalid_request&error_description=Invalid+or+missing+response+type&state=1',
    ],
    [
      'the implicit grant',
      { response_type: 'token' },
      'error=unsupported_response_type&error_description=implicit+grant+type+not+supported&state=1',
    ],
    ['a scope', { scope: 'all' }, 'error=invalid_scope&error_description=An+unsupported+scope+was+requested&state=1'],
  ])('redirects the error for %s', async (_case, query, expected) => {
    for (const answer of [
      await send(authorizeUrl(sandbox, ordinary, query)),
      await post(authorizeUrl(sandbox, ordinary, query), asCreator()),
    ]) {
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toBe(`${DOCUMENTED_CALLBACK}?${expected}`);
    }
  });

  it('refuses a sign-in form sent by another page', async () => {
    const answer = await post(authorizeUrl(sandbox, ordinary), asCreator(), { Origin: 'http://evil.example' });
    expect(answer.status).toBe(403);
    expect((await post(authorizeUrl(sandbox, ordinary), asCreator(), { Origin: sandbox.origin })).status).toBe(302);
  });

  it('redirects to a callback that a test registers, and lets its form lead there', async () => {
    const custom: SandboxClient = { ...ordinary, clientId: 'custom', callbackUrl: 'latchkey-test://back?kept=1' };
    const other = await startSandbox({ extraClients: [custom] });
    const page = await send(authorizeUrl(other, custom));
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' latchkey-test:;");
    const answer = await post(authorizeUrl(other, custom), asCreator());
    expect(answer.headers.get('location')).toMatch(/^latchkey-test:\/\/back\?kept=1&code=[0-9a-f]{40}&state=1$/);
    await other.close();
  });
});
