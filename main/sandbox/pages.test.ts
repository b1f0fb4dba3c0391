import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from './index';
import { html } from './pages';
import { authorizeUrl, clientFor, send } from './test-client';

describe('a page of the sandbox', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  it('has a policy that allows its own style, its form and the callback, and nothing else', async () => {
    const answer = await send(authorizeUrl(sandbox, clientFor('sinaapp', 'ordinary')));
    const style = /<style>([^]*?)<\/style>/.exec(answer.body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; form-action 'self' http://death.sinaapp.com; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(answer.body).not.toMatch(/<script|style="|onclick|src="/);
  });

  it('is not cached, sniffed or framed', async () => {
    const { headers } = await send(sandbox.origin);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', '沙盒'],
    ['fr,zh-TW;q=0.5,en;q=0.4', '沙盒'],
    ['en;q=0.4,zh;q=0.5', '沙盒'],
    ['zh;q=0,en', 'sandbox'],
    ['fr', 'sandbox'],
    ['', 'sandbox'],
  ])('is written for Accept-Language "%s" with the word %s', async (language, word) => {
    expect((await send(sandbox.origin, { headers: { 'Accept-Language': language } })).body).toContain(
      `<h1>Latchkey ${word}</h1>`,
    );
  });

  it('escapes every text it is given', () => {
    const nested = html`<b>${'<&>"\''}</b>`;
    expect(html`<i>${nested}${[nested]}</i>`.markup).toBe(`<i>${'<b>&#60;&#38;&#62;&#34;&#39;</b>'.repeat(2)}</i>`);
  });
});
