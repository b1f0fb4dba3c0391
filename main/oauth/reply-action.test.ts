import { describe, expect, it } from 'vitest';
import { errorOf, fromCatalogue, met, read } from './testing/read';
import type { TokenReply } from './types';

const kaixin001 = fromCatalogue('kaixin001');
const tokenEndpoint = 'https://api.kaixin001.com/oauth2/access_token';

describe('an action', () => {
  const ask = (bindUrl: unknown, endpoint = tokenEndpoint): TokenReply =>
    read({ need_bind: 1, bind_url: bindUrl }, { status: 400, from: kaixin001, context: { endpoint } });

  it.each([
    'http://wap.kaixin001.com/qq_bind.php',
    'https://kaixin001.com/',
    'https://a.b.kaixin001.com/x?y=1',
    'http://api.kaixin001.com/bind',
  ])('at %s may be opened', (url) => {
    expect(ask(url)).toMatchObject({ kind: 'action', action: { url } });
  });

  it('at the host of the token endpoint may be opened, port included', () => {
    const url = 'http://127.0.0.1:4000/bind';
    expect(ask(url, 'http://127.0.0.1:4000/oauth2/access_token')).toMatchObject({ kind: 'action', action: { url } });
    expect(ask(url, 'http://127.0.0.1:4001/oauth2/access_token').kind).toBe('error');
  });

  it.each([
    'http://evil.com/qq_bind.php',
    'http://kaixin001.com.evil.com/',
    'http://evilkaixin001.com/',
    'http://.kaixin001.com/',
    'http://wap.kaixin001.com@evil.com/',
    'http://user@wap.kaixin001.com/',
    'http://wap.kaixin001.com:8080/',
    'javascript:alert(1)//wap.kaixin001.com',
    'file://wap.kaixin001.com/etc/passwd',
    'ftp://wap.kaixin001.com/',
    '/qq_bind.php',
    '',
    null,
    { a: 1 },
  ])('at %j is refused', (url) => {
    const reply = ask(url);
    expect(errorOf(reply)).toMatchObject({ class: 'request_refused', code: 'action_url_refused' });
    expect(met(reply)).toContain('pending_action | need_bind: 1 | ignored');
  });

  it('is asked for by the value of the file, compared as text', () => {
    expect(read({ need_bind: '1', bind_url: 'http://wap.kaixin001.com/' }, { from: kaixin001 }).kind).toBe('action');
    expect(read({ need_bind: 0, bind_url: 'http://wap.kaixin001.com/' }, { from: kaixin001, status: 400 }).kind).toBe(
      'error',
    );
  });

  it('does not hide tokens that came with it', () => {
    expect(read({ need_bind: 1, access_token: 'TOKEN' }, { from: kaixin001 }).kind).toBe('tokens');
  });
});
