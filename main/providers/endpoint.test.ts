import { describe, expect, it } from 'vitest';
import { checkEndpoint } from './endpoint';

describe('an endpoint', () => {
  it.each([
    ['https://api.sinaapp.com/oauth2/access_token', 'https://api.sinaapp.com/oauth2/access_token'],
    ['https://a.example/token?tenant=1', 'https://a.example/token?tenant=1'],
    ['HTTPS://A.example:443', 'https://a.example/'],
    ['http://localhost:8080/token', 'http://localhost:8080/token'],
    ['http://LOCALHOST/', 'http://localhost/'],
    ['http://127.0.0.1:1/', 'http://127.0.0.1:1/'],
    ['http://127.255.0.3/', 'http://127.255.0.3/'],
    ['http://[::1]:9/', 'http://[::1]:9/'],
    ['http://[0:0:0:0:0:0:0:1]/', 'http://[::1]/'],
    // Other ways to write a loopback address: what is asked is the address.
    ['http://127.1/', 'http://127.0.0.1/'],
    ['http://2130706433/', 'http://127.0.0.1/'],
    ['http://0x7f.0.0.1/', 'http://127.0.0.1/'],
    ['http://127.0.0.1./', 'http://127.0.0.1/'],
  ])('%s is taken', (text, url) => {
    expect(checkEndpoint(text)).toEqual({ kind: 'ok', url });
  });

  it.each([
    'http://api.sinaapp.com/oauth2/access_token',
    'http://localhost.evil.com/',
    'http://127.0.0.1.evil.com/',
    'http://evil.com/127.0.0.1',
    'http://localhost./',
    'http://mylocalhost/',
    'http://0.0.0.0/',
    'http://128.0.0.1/',
    'http://3232235521/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'ftp://a.example/',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ])('%s is refused as not https', (text) => {
    expect(checkEndpoint(text)).toEqual({ kind: 'refused', reason: 'not_https' });
  });

  it.each([
    '',
    'api.sinaapp.com/token',
    '/token',
    'https://',
    'https:a.example',
    'https:\\\\a.example',
    'https://a.example/#',
    'https://a.example/#token',
    'https://user@a.example/',
    'https://user:pw@a.example/',
    'http://127.0.0.1:80@evil.com/',
    'https://a.example/\ttoken',
    ' https://a.example/',
    'https://a.example/\u0000',
    'http://127.0.0.256/',
    'http://[::1/',
  ])('%j is refused as invalid', (text) => {
    expect(checkEndpoint(text)).toEqual({ kind: 'refused', reason: 'invalid' });
  });
});
