import { describe, expect, it } from 'vitest';
import { checkCallbackUrl, matchesCallback } from './callback-url';

describe('a callback URL', () => {
  it.each([
    'http://death.sinaapp.com/sae_callback.php',
    'https://a.example',
    'http://127.0.0.1:3000/cb?app=1',
    'myapp:/cb',
    'myapp://cb',
    'com.example.app:/oauth2redirect',
    'urn:ietf:wg:oauth:2.0:oob',
  ])('%s is taken as it is written', (url) => {
    expect(checkCallbackUrl(url)).toEqual({ kind: 'ok', url });
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:0',
    'data:text/html,x',
    'file:///tmp/x',
    'blob:https://a.example/1',
    'about:blank',
    'app://main/index.html',
    'view-source:https://a.example/',
  ])('%s is refused for its scheme', (url) => {
    expect(checkCallbackUrl(url)).toEqual({ kind: 'refused', reason: 'scheme' });
  });

  it.each([
    '',
    '/cb',
    'death.sinaapp.com/cb',
    'https:a.example',
    'https://a b/',
    'java\tscript:alert(1)',
    'https://user@a.example/',
    'http://',
  ])('%j is refused as invalid', (url) => {
    expect(checkCallbackUrl(url)).toEqual({ kind: 'refused', reason: 'invalid' });
  });

  it('with a fragment is refused, even an empty one', () => {
    expect(checkCallbackUrl('https://a.example/cb#')).toEqual({ kind: 'refused', reason: 'fragment' });
  });
});

describe('a navigation', () => {
  const registered = 'http://death.sinaapp.com/sae_callback.php';

  it.each([
    [registered, `${registered}?code=1&state=1`],
    [registered, `${registered}#code=1`],
    [registered, 'HTTP://Death.SinaApp.com:80/sae_callback.php?code=1'],
    [registered, 'http://death.sinaapp.com/x/../sae_callback.php'],
    ['https://a.example', 'https://a.example/?code=1'],
    ['https://a.example/cb?app=1', 'https://a.example/cb?code=1&app=1&state=2'],
    ['https://a.example/cb?a=1&a=2', 'https://a.example/cb?a=2&a=1'],
    ['http://127.0.0.1:3000/cb', 'http://127.0.0.1:3000/cb?code=1'],
    ['http://[::1]:3000/cb', 'http://[::1]:3000/cb'],
    ['myapp:/cb', 'myapp:/cb?code=1'],
    ['myapp:/cb', 'myapp:///cb?code=1'],
    ['myapp://cb', 'myapp://cb?code=1'],
    ['myapp://cb', 'myapp://cb/?code=1'],
    ['MyApp://CB', 'myapp://cb#code=1'],
    ['com.example.app:/oauth2redirect', 'com.example.app:/oauth2redirect?code=1'],
  ])('to the callback %s is seen at %s', (callback, url) => {
    expect(matchesCallback(callback, url)).toBe(true);
  });

  it.each([
    [registered, 'https://death.sinaapp.com/sae_callback.php?code=1'],
    [registered, 'http://death.sinaapp.com:8080/sae_callback.php'],
    [registered, 'http://death.sinaapp.com.evil.com/sae_callback.php'],
    [registered, 'http://death.sinaapp.com@evil.com/sae_callback.php'],
    [registered, 'http://user@death.sinaapp.com/sae_callback.php'],
    [registered, 'http://evil.com/?u=http://death.sinaapp.com/sae_callback.php'],
    [registered, 'http://death.sinaapp.com/sae_callback.php5'],
    [registered, 'http://death.sinaapp.com/sae_callback.php/'],
    [registered, 'http://death.sinaapp.com/SAE_callback.php'],
    [registered, 'http://death.sinaapp.com/'],
    [registered, 'http://death.sinaapp.com./sae_callback.php'],
    [registered, 'blob:http://death.sinaapp.com/sae_callback.php'],
    [registered, 'not a URL'],
    ['https://a.example/cb?app=1', 'https://a.example/cb?code=1'],
    ['https://a.example/cb?app=1', 'https://a.example/cb?app=2'],
    ['myapp:/cb', 'myapp://cb'],
    ['myapp://cb', 'myapp://cb.evil'],
    ['myapp://cb', 'myapp2://cb'],
    ['myapp://cb/a', 'myapp://cb/b'],
    ['not a URL', 'not a URL'],
  ])('to the callback %s is not taken for %s', (callback, url) => {
    expect(matchesCallback(callback, url)).toBe(false);
  });
});
