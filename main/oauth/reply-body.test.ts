import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { kaixin001Tokens, sinaappTokens } from './testing/documented-replies';
import { errorOf, met, read, sentAt, tokensOf } from './testing/read';

const day = 86_400_000;

describe('a body is read as tokens', () => {
  const whole = '{"access_token":"TOKEN","token_type":"Bearer","expires_in":60}';

  it.each<[string, string | Uint8Array, string[]]>([
    ['after a byte order mark', `\uFEFF${whole}`, ['lenient_json | byte order mark | ignored']],
    ['between blanks and NULs', `\0\n ${whole}\0\0`, ['lenient_json | blank characters around the object | trimmed']],
    ['as a text of JSON', JSON.stringify(whole), ['lenient_json | JSON within a text | unwrapped']],
    ['as JSONP', `callback( ${whole} );\n`, ['jsonp_or_prefix | text around the object | unwrapped']],
    ['after while(1);', `while(1);${whole}`, ['jsonp_or_prefix | text around the object | unwrapped']],
    ["after )]}'", `)]}',\n${whole}`, ['jsonp_or_prefix | text around the object | unwrapped']],
    ['after &&&START&&&', `&&&START&&&${whole}`, ['jsonp_or_prefix | text around the object | unwrapped']],
    [
      'after a warning of PHP',
      `<br />\n<b>Warning</b>: x in y on line <b>1</b>\n${whole}`,
      ['jsonp_or_prefix | text around the object | unwrapped'],
    ],
    [
      'within a page',
      `<!DOCTYPE html><html><body><pre>${whole}</pre></body></html>`,
      ['jsonp_or_prefix | text around the object | unwrapped'],
    ],
    [
      'with commas too many',
      '{"access_token":"TOKEN","token_type":"Bearer","expires_in":60,"x":[1,2 ,\n],\t}',
      ['lenient_json | trailing comma | repaired'],
    ],
    [
      'with a raw line end in a text',
      '{"access_token":"TOKEN","token_type":"Bearer","expires_in":60,"x":"a\nb"}',
      ['lenient_json | raw control character in a text | repaired'],
    ],
    [
      'as JSONP with a comma too many',
      'cb({"access_token":"TOKEN","token_type":"Bearer","expires_in":60,})',
      ['jsonp_or_prefix | text around the object | unwrapped', 'lenient_json | trailing comma | repaired'],
    ],
    [
      'in a wrong charset elsewhere',
      Buffer.concat([
        Buffer.from('{"access_token":"TOKEN","token_type":"Bearer","expires_in":60,"name":"'),
        Buffer.from([0xd6, 0xd0]),
        Buffer.from('"}'),
      ]),
      [],
    ],
    [
      'with prototype keys',
      '{"__proto__":{"error":"x"},"constructor":1,"access_token":"TOKEN","token_type":"Bearer","expires_in":60}',
      [],
    ],
    [
      'with a deep field',
      `{"access_token":"TOKEN","token_type":"Bearer","expires_in":60,"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      [],
    ],
    [
      'with values that JSON does not have',
      '{"access_token":"TOKEN","token_type":"Bearer","a":NaN,"b":[-Infinity,undefined],"expires_in":60,"c":"NaN \\" NaN"}',
      ['lenient_json | NaN, Infinity or undefined | repaired'],
    ],
    [
      'as Python prints a dictionary',
      `{'access_token': 'TOKEN', 'token_type': 'Bearer', "expires_in": 60, 'x': None, 'y': [True, False], 'z': 'it\\'s "None", {'}`,
      ['lenient_json | single quotes | repaired', 'lenient_json | None, True or False | repaired'],
    ],
    [
      'as gzip that no header tells',
      gzipSync('{"access_token":"TOKEN","token_type":"Bearer","expires_in":60}'),
      ['content_type_odd | gzip without Content-Encoding | unwrapped'],
    ],
    [
      'with commas and brackets in texts',
      '{"access_token":"TOKEN","token_type":"Bearer","expires_in":60,"x":",}","y":"\\",]",}',
      ['lenient_json | trailing comma | repaired'],
    ],
  ])('%s', (_what, body, deviations) => {
    const reply = read(body);
    expect(tokensOf(reply).accessToken.reveal()).toBe('TOKEN');
    expect(met(reply)).toEqual(deviations);
  });

  it('that Python printed, and an error too', () => {
    const reply = read("{'error': 'invalid_grant', 'error_description': 'it\\'s \"gone\"'}", { status: 400 });
    expect(errorOf(reply)).toMatchObject({ class: 'sign_in_needed', text: 'it\'s "gone"' });
  });

  it('with a lifetime that has no end, which is none that is known', () => {
    const reply = read('{"access_token":"TOKEN","refresh_token":"NEXT","expires_in":Infinity}');
    expect(tokensOf(reply)).toMatchObject({ accessExpiry: { kind: 'unknown' } });
    expect(tokensOf(reply).refreshToken?.reveal()).toBe('NEXT');
  });

  it('as a form', () => {
    const reply = read('access_token=a|b&expires_in=7776000&refresh_token=a+b%2Bc&scope=x+y', {
      headers: { 'content-type': 'text/plain' },
    });
    const tokens = tokensOf(reply);
    expect(tokens.accessToken.reveal()).toBe('a|b');
    expect(tokens.refreshToken?.reveal()).toBe('a+b+c');
    expect(tokens).toMatchObject({ scope: ['x', 'y'], accessExpiry: { at: sentAt + 90 * day } });
    expect(met(reply)).toEqual([
      'form_encoded_response | form-encoded body | read_as_form',
      'form_encoded_response | refresh_token: "+" not encoded | repaired',
      'token_type_missing | token_type: none | assumed_documented_type',
      'expires_string | expires_in: "7776000" | read_as_number',
    ]);
  });

  it.each([201, 400, 401, 403, 500, 503])('under HTTP %i', (status) => {
    const reply = read(whole, { status });
    expect(tokensOf(reply).accessToken.reveal()).toBe('TOKEN');
    expect(met(reply)).toEqual([`token_http_status | HTTP ${status} | read_as_success`]);
  });

  it.each([
    [{ 'content-type': 'text/html; charset=GBK' }, 'text/html'],
    [{}, 'none'],
  ])('whatever Content-Type says', (headers, seen) => {
    const reply = read(whole, { headers });
    expect(met(reply)).toEqual([`content_type_odd | Content-Type: ${seen} | ignored`]);
  });

  it.each([
    null,
    false,
    0,
    '',
    '0',
    '0000',
    'ok',
    'OK',
    'success',
    'none',
    [],
    {},
    { code: 0, message: 'success' },
    { code: 'ok', message: '', log_id: '1' },
  ])('beside the error %j, which is none', (error) => {
    expect(read({ access_token: 'TOKEN', error }).kind).toBe('tokens');
  });

  it.each([
    { message: 'gone' },
    { code: null, message: 'gone' },
    { code: 0, type: 'OAuthException' },
    { code: { a: 1 } },
    ['x'],
  ])('only where %j is not beside it, which is an error', (error) => {
    expect(read({ access_token: 'TOKEN', error }).kind).toBe('error');
  });
});

describe('a body is not read as tokens', () => {
  it('where it is unpacked to more than a reply may have, was cut, or is packed a third time', () => {
    const long = JSON.stringify({ access_token: 'TOKEN', token_type: 'Bearer', x: ' '.repeat(1_048_576) });
    const packed = gzipSync('{"access_token":"TOKEN","token_type":"Bearer"}');
    for (const body of [gzipSync(long), packed.subarray(0, 30), gzipSync(packed)])
      expect(read(body)).toMatchObject({ kind: 'unreadable', looksLike: 'garbled' });
  });

  it.each([
    ['with an error beside the token', { access_token: 'TOKEN', error: 'invalid_grant' }],
    ['with an error beside the token under HTTP 200', { access_token: 'TOKEN', expires_in: 3600, error: { code: 1 } }],
    ['with only an error_code beside the token', { access_token: 'TOKEN', error_code: '400' }],
  ])('%s', (_what, body) => {
    const reply = read(body);
    expect(reply.kind).toBe('error');
    expect(met(reply)).toContain('error_with_token | error and access_token | read_as_error');
  });

  it.each<[string, string | object]>([
    ['null', 'null'],
    ['a number', '5'],
    ['a list', '[{"access_token":"TOKEN"}]'],
    ['an empty object', '{}'],
    ['an empty token', { access_token: ' ', token_type: 'Bearer' }],
    ['a token that is an object', { access_token: { a: 1 } }],
    ['a token that is null', { access_token: null }],
    ['a word for no token', { access_token: 'null', token_type: 'Bearer' }],
    ['a token that is a number with a point', '{"access_token":1234567890.5}'],
    ['a token with a line end in it', { access_token: 'TOK\nEN' }],
    ['a token that was damaged', { access_token: 'TOK\uFFFDEN' }],
    ['a token that only the prototype has', '{"__proto__":{"access_token":"TOKEN"}}'],
    ['a cut reply', sinaappTokens.slice(0, 120)],
    ['a cut Kaixin001 reply', kaixin001Tokens.slice(0, -20)],
    ['words', 'access_token TOKEN'],
    ['two objects', '{"access_token":"TOKEN"}{"error":"x"}'],
    ['words around a token that is not a whole reply', 'the server said {"access_token":"TOKEN"} and stopped'],
  ])('where it is %s, but kept as garbled', (_what, body) => {
    const looksLike = expect.stringMatching(/^(?:garbled|tokens)$/);
    expect(read(body)).toEqual({ kind: 'unreadable', looksLike, status: 200, retryAt: null });
  });

  it('where an error quotes a query with a token', () => {
    expect(read('for(;;);{"error":"invalid_request","uri":"?a=1&access_token=TOKEN"}', { status: 400 }).kind).toBe(
      'error',
    );
    expect(read('reply={"error":"invalid_request&access_token=TOKEN&b=1"}', { status: 400 }).kind).toBe('error');
    expect(read('error=invalid_request&uri=%26access_token%3DTOKEN', { status: 400 }).kind).toBe('error');
  });

  it.each([
    '<!DOCTYPE html><title>Wi-Fi</title>',
    '<html><script>var session = {"access_token":"PORTAL"};</script></html>',
    '  <HTML><body>{"error":"invalid_grant"}</body></HTML>',
    '<!-- -->{"error":"invalid_grant"}',
    '<h1>502 Bad Gateway</h1>',
  ])('where it is a page: %s', (body) => {
    const reply = read(body, { status: 502, headers: { 'content-type': 'application/json' } });
    expect(reply).toMatchObject({ kind: 'unreadable', looksLike: 'page', status: 502 });
  });

  it('where a body is empty: empty, or "later" if the status says so', () => {
    expect(read('')).toMatchObject({ kind: 'unreadable', looksLike: 'empty' });
    expect(errorOf(read('', { status: 503 }))).toMatchObject({
      class: 'server_unavailable',
      code: 'http_503',
      text: null,
    });
    expect(errorOf(read('', { status: 429 }))).toMatchObject({ class: 'rate_limited', code: 'http_429' });
  });

  it('where Glewlwyd 2.7.5 refuses a dead refresh token (400) or a password (403) with no body at all: a refusal', () => {
    for (const status of [400, 401, 403])
      expect(
        errorOf(read('', { status, headers: { 'referrer-policy': 'no-referrer', 'content-length': '0' } })),
      ).toEqual({
        class: 'request_refused',
        code: `http_${status}`,
        text: null,
        status,
        retryAt: null,
      });
    expect(read('', { status: 302 })).toMatchObject({ kind: 'unreadable', looksLike: 'empty' });
  });

  it('where 401 and its header say that the client was refused (RFC 6749 section 5.2): an error', () => {
    const refused = { status: 401, headers: { 'www-authenticate': 'Basic realm="oauth2/client"' } };
    expect(errorOf(read('', refused))).toMatchObject({ class: 'client_rejected', code: 'http_401', text: null });
    const told = { 'www-authenticate': 'Bearer error="invalid_token", error_description="It is revoked"' };
    expect(errorOf(read('', { status: 401, headers: told }))).toMatchObject({
      class: 'sign_in_needed',
      code: 'invalid_token',
      text: 'It is revoked',
    });
    expect(read('<html></html>', refused)).toMatchObject({ kind: 'unreadable', looksLike: 'page' });
  });

  it('where words come with an error status: an error in those words', () => {
    expect(errorOf(read('Bad Request', { status: 400 }))).toMatchObject({
      class: 'request_refused',
      code: 'http_400',
      text: 'Bad Request',
    });
    expect(read('Bad Request', { status: 200 })).toMatchObject({ kind: 'unreadable', looksLike: 'garbled' });
  });

  it('where a cut body may have held tokens, even under HTTP 500', () => {
    expect(read('{"access_token":"TOK', { status: 500 })).toMatchObject({ kind: 'unreadable', looksLike: 'tokens' });
    expect(read('{"err', { status: 400 })).toMatchObject({ kind: 'unreadable', looksLike: 'garbled' });
    expect(errorOf(read('{"err', { status: 500 }))).toMatchObject({ class: 'server_unavailable', code: 'http_500' });
  });

  it.each<[string, string, number, string]>([
    ['in XML', '<oauth><access_token>TOKEN</access_token></oauth>', 200, 'tokens'],
    ['in XML with a header', '<?xml version="1.0"?>\n<oauth><access_token>TOKEN</access_token></oauth>', 201, 'tokens'],
    ['as lines', 'access_token: TOKEN\nrefresh_token: NEXT', 302, 'tokens'],
    ['a token of another kind', '{"access_token":{"value":"TOKEN"}}', 400, 'tokens'],
    ['a page whose script has one', '<html><script>x = {access_token: "TOKEN"}</script></html>', 200, 'page'],
    ['an empty element', '<oauth><access_token></access_token></oauth>', 200, 'garbled'],
    ['words about one', 'the access_token {', 302, 'garbled'],
  ])('that is told from one that has none: %s', (_what, body, status, looksLike) => {
    expect(read(body, { status })).toMatchObject({ kind: 'unreadable', looksLike });
  });

  it('but an error in XML is told in the server’s words', () => {
    const reply = read('<oauth><error>invalid_grant</error></oauth>', { status: 400 });
    expect(errorOf(reply)).toMatchObject({ class: 'request_refused', text: expect.stringContaining('invalid_grant') });
  });
});
