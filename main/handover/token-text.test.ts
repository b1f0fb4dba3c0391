import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newSigningKey, Secret, type TokenSet } from '../oauth';
import { openJwt } from '../oauth/testing/jwt';
import { copyForms, type Account } from '../accounts';
import { account, tokens as tokenSet } from '../accounts/fakes';
import { catalogue } from '../providers';
import { copyNote, holdsToken, tokenText as tokenTextOrNull } from './token-text';

/** Of forms that can hold the token. */
function tokenText(...args: Parameters<typeof tokenTextOrNull>): Secret {
  return tokenTextOrNull(...args) ?? new Secret('cannot be written');
}

const provider = (id: string) => catalogue().find((entry) => entry.id === id);

function accountWith(accessToken: string, tokenType = 'Bearer', extras = {}): Account {
  const tokens = { accessToken: new Secret(accessToken), dpopKey: null, tokenType, extras } as unknown as TokenSet;
  return { tokens } as Account;
}

describe('a token for other tools', () => {
  it('is the token itself', () => {
    expect(tokenText(accountWith('abc'), provider('sinaapp'), 'token').reveal()).toBe('abc');
  });

  it('is an Authorization header as RFC 6750 writes it', () => {
    expect(tokenText(accountWith('abc', 'bearer'), undefined, 'header').reveal()).toBe('Authorization: Bearer abc');
    expect(tokenText(accountWith('abc', 'DPoP'), undefined, 'header').reveal()).toBe('Authorization: DPoP abc');
  });

  it('is a curl command with the token where the provider wants it', () => {
    expect(tokenText(accountWith('abc'), provider('sinaapp'), 'curl').reveal()).toBe(
      "curl 'https://api.example/' --header 'Authorization: Bearer abc'",
    );
    expect(tokenText(accountWith('1_a'), provider('kaixin001'), 'curl').reveal()).toBe(
      "curl --get 'https://api.kaixin001.com/users/me.json' --data-urlencode 'access_token=1_a'",
    );
  });

  it.each([
    ['shopify', {}, "curl 'https://api.example/' --header 'X-Shopify-Access-Token: abc'"],
    ['slack', {}, "curl 'https://slack.com/api/auth.test' --header 'Authorization: Bearer abc'"],
    [
      'wechat',
      { openid: 'o1' },
      "curl --get 'https://api.weixin.qq.com/sns/userinfo' --data-urlencode 'access_token=abc' --data-urlencode 'openid=o1'",
    ],
    ['twitch', {}, "curl 'https://api.example/' --header 'Authorization: bot abc' --header 'Client-Id: CLIENT'"],
    [
      'salesforce',
      { instance_url: 'https://acme.my.salesforce.com' },
      "curl 'https://acme.my.salesforce.com/services/oauth2/userinfo' --header 'Authorization: bot abc'",
    ],
  ])('is a curl command as %s wants it', (id, extras, command) => {
    expect(tokenText(accountWith('abc', 'bot', extras), provider(id), 'curl', 'CLIENT').reveal()).toBe(command);
  });

  it('that is bound to a key comes with a proof for its address, where there is one (RFC 9449 section 7.1)', async () => {
    const { jwk, publicJwk } = await newSigningKey('ES256');
    const free = accountWith('abc', 'DPoP');
    const bound = { ...free, tokens: { ...free.tokens, dpopKey: jwk } };
    const momentAt = () => ({ now: 1_700_000_000_000, nonce: 'n' });
    const command = tokenText(bound, provider('slack'), 'curl', '', momentAt).reveal();
    const proof = /--header 'DPoP: ([^']+)'/.exec(command)?.[1] ?? '';
    const { claims } = openJwt(proof, publicJwk);
    expect(claims).toMatchObject({ htm: 'GET', htu: 'https://slack.com/api/auth.test', nonce: 'n' });
    expect(claims['ath']).toBe(createHash('sha256').update('abc').digest('base64url'));
    expect(command).toContain("--header 'Authorization: DPoP abc'");
    expect(copyNote(bound, provider('slack'), 'curl')).toBe('proof_included');
    expect(tokenText(bound, provider('sinaapp'), 'curl', '', momentAt).reveal()).not.toContain('DPoP:');
    expect(copyNote(bound, provider('sinaapp'), 'curl')).toBe('no_address');
    expect(copyNote(bound, provider('slack'), 'header')).toBe('needs_proof');
    expect(copyNote(free, provider('slack'), 'header')).toBeNull();
    for (const form of ['token', 'dotenv', 'json'] as const)
      expect(copyNote(bound, provider('slack'), form)).toBe('needs_proof');
    for (const form of ['curl_asks', 'httpie', 'powershell', 'fetch', 'python'] as const) {
      expect(copyNote(bound, provider('slack'), form)).toBe('proof_included');
      expect(tokenText(bound, provider('slack'), form, '', momentAt).reveal()).toContain('DPoP');
    }
  });

  it('is a line of a .env file, or JSON with its end', () => {
    const plain = account({
      tokens: tokenSet({ accessToken: new Secret('abc'), accessExpiry: { kind: 'at', at: 0, source: 'expires_in' } }),
    });
    expect(tokenText(plain, undefined, 'dotenv').reveal()).toBe('SINAAPP_ACCESS_TOKEN=abc\n');
    expect(JSON.parse(tokenText(plain, undefined, 'json').reveal())).toMatchObject({
      account: 'SinaApp',
      provider: 'sinaapp',
      access_token: 'abc',
      expires_at: '1970-01-01T00:00:00.000Z',
    });
    expect(tokenText(plain, undefined, 'json').reveal()).not.toContain('refresh');
    expect(tokenTextOrNull(accountWith("a'b$c"), undefined, 'dotenv')).toBeNull();
  });

  it('is in every form but the one that asks for it', () => {
    const plain = account({ tokens: tokenSet({ accessToken: new Secret('s3cr3t') }) });
    for (const form of copyForms)
      expect(tokenText(plain, provider('slack'), form).reveal().includes('s3cr3t')).toBe(holdsToken(form));
  });

  it.each(["it's", '$(touch /tmp/x)', '`id`', 'a b;c', "'; echo x; '"])('survives a shell unchanged: %s', (token) => {
    const command = tokenText(accountWith(token), provider('sinaapp'), 'curl').reveal();
    const printed = execFileSync('sh', ['-c', command.replace(/^curl /, "printf '%s\\n' ")], { encoding: 'utf8' });
    expect(printed.trimEnd().split('\n').at(-1)).toBe(`Authorization: Bearer ${token}`);
  });
});
