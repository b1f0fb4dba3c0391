import { describe, expect, it } from 'vitest';
import { readDeviceReply, verificationUrl, type DeviceReply } from './device-authorization';
import { Secret } from './secret';
import { providerWith } from './testing/read';
import type { RawReply } from './types';

const T0 = Date.UTC(2026, 0, 1);
const plain = providerWith({});

function read(body: unknown, { status = 200, provider = plain } = {}): DeviceReply {
  const reply: RawReply = {
    status,
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
    sentAt: T0,
    receivedAt: T0 + 500,
  };
  return readDeviceReply(reply, provider, [new Secret('the-client-secret')]);
}

/** RFC 8628 section 3.2, its own example. */
const documented = {
  device_code: 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://example.com/device',
  verification_uri_complete: 'https://example.com/device?user_code=WDJB-MJHT',
  expires_in: 1800,
  interval: 5,
};

describe('the codes', () => {
  it('of the document are read without a departure', () => {
    const reply = read(documented);
    expect(reply).toMatchObject({
      kind: 'codes',
      codes: {
        userCode: 'WDJB-MJHT',
        verificationUri: 'https://example.com/device',
        completeUri: 'https://example.com/device?user_code=WDJB-MJHT',
        expiresAt: T0 + 1_800_000,
        interval: 5000,
        message: null,
        deviations: [],
      },
    });
    expect(reply.kind === 'codes' && reply.codes.deviceCode.reveal()).toBe(documented.device_code);
  });

  it.each<[string, object, object]>([
    [
      'with Google’s old name for the page',
      { verification_uri: undefined, verification_url: 'https://www.google.com/device' },
      {
        verificationUri: 'https://www.google.com/device',
        deviations: [{ tag: 'field_rename', seen: 'verification_uri as verification_url' }],
      },
    ],
    ['with Microsoft’s sentence', { message: 'To sign in, open a page.' }, { message: 'To sign in, open a page.' }],
    [
      'with Facebook’s name for the code',
      { device_code: undefined, code: '92a2b2e351f2b0b3503b2de251132f47' },
      { deviations: [{ tag: 'field_rename', seen: 'device_code as code' }] },
    ],
    ['without an interval, which is five seconds then', { interval: undefined }, { interval: 5000, deviations: [] }],
    [
      'with lengths written as text',
      { expires_in: '900', interval: '10' },
      { expiresAt: T0 + 900_000, interval: 10_000, deviations: [{ tag: 'expires_string' }, { tag: 'expires_string' }] },
    ],
    ['without an end', { expires_in: undefined }, { expiresAt: T0 + 600_000, deviations: [{ tag: 'no_expiry' }] }],
    ['with a code of digits', { user_code: 123_456 }, { userCode: '123456' }],
    ['with an interval of a thousandth of a second', { interval: 0.001 }, { interval: 1000 }],
    ['with an interval of a day', { interval: 86_400 }, { interval: 60_000 }],
    [
      'with a complete page that may not be opened, which is left out',
      { verification_uri_complete: 'file:///etc/passwd' },
      { completeUri: null },
    ],
    ['with a code that would reverse the line', { user_code: 'AB‮CD\n' }, { userCode: 'AB CD' }],
  ])('are read %s', (_what, change, codes) => {
    expect(read({ ...documented, ...change })).toMatchObject({ kind: 'codes', codes });
  });

  it('are read where the provider’s file says that they are', () => {
    const provider = providerWith({
      device: { fields: { user_code: 'data.pin', device_code: 'data.id' }, interval: 9 },
    });
    const { device_code: id, user_code: pin, interval: _interval, ...rest } = documented;
    expect(read({ ...rest, data: { id, pin } }, { provider })).toMatchObject({
      kind: 'codes',
      codes: { userCode: 'WDJB-MJHT', interval: 9000 },
    });
  });

  it('are kept under an odd status, which is said', () => {
    expect(read(documented, { status: 201 })).toMatchObject({
      kind: 'codes',
      codes: { deviations: [{ tag: 'token_http_status' }] },
    });
  });
});

describe('what is no code', () => {
  it.each<[string, unknown, number, object]>([
    ['an error', { error: 'invalid_client' }, 401, { kind: 'error', error: { class: 'client_rejected' } }],
    ['an error under 200', { error: 'unauthorized_client' }, 200, { kind: 'error', error: { class: 'not_permitted' } }],
    [
      'a code without a page',
      { ...documented, verification_uri: '' },
      200,
      { kind: 'unreadable', looksLike: 'garbled' },
    ],
    ['a page', '<!doctype html><title>Log in</title>', 200, { kind: 'unreadable', looksLike: 'page' }],
    ['nothing', '', 200, { kind: 'unreadable', looksLike: 'empty' }],
    [
      'words under another name',
      { errorCode: 'invalid_client', message: 'no such client' },
      401,
      { kind: 'error', error: { code: 'invalid_client', text: 'no such client' } },
    ],
    ['nothing under 503', '', 503, { kind: 'error', error: { class: 'server_unavailable' } }],
    ['a list', '[]', 200, { kind: 'unreadable' }],
    [
      'a page over http',
      { ...documented, verification_uri: 'http://example.com/device' },
      200,
      { kind: 'refused', host: 'http://example.com/device' },
    ],
    ['a page that is a program', { ...documented, verification_uri: 'calc:' }, 200, { kind: 'refused' }],
  ])('is told apart: %s', (_what, body, status, expected) => {
    expect(read(body, { status })).toMatchObject(expected);
  });

  it('is sorted by the words that the file knows', () => {
    const provider = providerWith({ error: { description: 'message', texts: { misconfigured: ['invalid client'] } } });
    expect(read({ error: 'Bad Request', message: 'Invalid client' }, { status: 400, provider })).toMatchObject({
      kind: 'error',
      error: { class: 'client_rejected' },
    });
  });

  it('never quotes the client secret', () => {
    const reply = read({ error: 'invalid_client', error_description: 'bad the-client-secret' }, { status: 401 });
    expect(JSON.stringify(reply)).not.toContain('the-client-secret');
  });
});

describe('the page for the code', () => {
  it.each([
    ['https://example.com/device', 'https://example.com/device'],
    ['https://example.com/device#code', 'https://example.com/device#code'],
    ['http://127.0.0.1:8080/device', 'http://127.0.0.1:8080/device'],
    ['http://example.com/device', null],
    ['https://user:pass@example.com/', null],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['ms-settings:', null],
    ['example.com/device', null],
    ['https://example.com/ device', null],
  ])('%s may be opened as %s', (text, url) => {
    expect(verificationUrl(text)).toBe(url);
  });
});
