import { describe, expect, it } from 'vitest';
import { createAuthorization, type Authorization } from './authorize-request';
import { readCallback } from './callback';
import { readPasted } from './pasted-callback';
import { providerWith } from './testing/read';

const CALLBACK = 'https://app.example/cb?tenant=1';

function authorization(callbackUrl = CALLBACK): Promise<Authorization> {
  return createAuthorization(providerWith({}), {
    clientId: 'me',
    authorizeEndpoint: 'https://login.example/authorize',
    callbackUrl,
    scope: [],
  });
}

describe('a pasted text', () => {
  it.each<[string, (state: string) => string]>([
    ['the final address', (state) => `${CALLBACK}&code=abc&state=${state}`],
    ['the address in quotes and spaces', (state) => `  "${CALLBACK}&code=abc&state=${state}"\n`],
    ['the address without its scheme', (state) => `app.example/cb?tenant=1&code=abc&state=${state}`],
    ['an answer in the fragment', (state) => `${CALLBACK}#code=abc&state=${state}`],
    ['the parameters alone', (state) => `?code=abc&state=${state}`],
  ])('that is %s is read as every callback is', async (_name, text) => {
    const asked = await authorization();
    const pasted = readPasted(text(asked.state.reveal()), asked);
    expect(pasted.kind).toBe('address');
    const read = readCallback(pasted.kind === 'address' ? pasted.url : '', asked);
    expect(read.kind === 'code' && read.code.reveal()).toBe('abc');
  });

  it('of another attempt has another state', async () => {
    const asked = await authorization();
    const pasted = readPasted(`${CALLBACK}&code=abc&state=another`, asked);
    expect(pasted.kind === 'address' && readCallback(pasted.url, asked)).toMatchObject({ code: 'state_mismatch' });
  });

  it('for a scheme of its own is an address too', async () => {
    const asked = await authorization('myapp://cb');
    expect(readPasted('myapp://cb?code=1&state=2', asked).kind).toBe('address');
  });

  it.each(['4/0AX4XfWh-_a.b', 'M.C507:abc/def', 'a-code-of-no-special-form'])('%s may be a code', async (text) => {
    const pasted = readPasted(text, await authorization());
    expect(pasted.kind === 'bare_code' && pasted.code.reveal()).toBe(text);
  });

  it.each([
    ['code=4%2F0AX4XfWh-_a.b', '4/0AX4XfWh-_a.b'],
    ['?code=a+b/c==', 'a+b/c=='],
    ['other=abc', 'other=abc'],
  ])('%s is the code %s, without its name', async (text, code) => {
    const pasted = readPasted(text, await authorization());
    expect(pasted.kind === 'bare_code' && pasted.code.reveal()).toBe(code);
  });

  it.each<[string, string, string]>([
    ['', 'nothing', 'no_answer'],
    ['you have signed in', 'a sentence', 'no_answer'],
    ['x'.repeat(20_000), 'something huge', 'no_answer'],
    ['https://login.example/consent?x=1', 'a page of the server', 'sign_in_page'],
    ['https://app.example.evil.example/cb?tenant=1&code=1', 'a page that begins alike', 'other_address'],
    ['https://app.example/other?code=1&state=2', 'another page', 'other_address'],
  ])('%s, %s, is refused', async (text, _name, reason) => {
    expect(readPasted(text, await authorization())).toEqual({ kind: 'refused', reason });
  });

  it('prints no code', async () => {
    expect(JSON.stringify(readPasted('a-secret-code', await authorization()))).not.toContain('a-secret-code');
  });
});
