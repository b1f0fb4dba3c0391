import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newSigningKey, Secret, type TokenSet } from '../oauth';
import { openJwt } from '../oauth/testing/jwt';
import type { Account } from '../accounts';
import { catalogue } from '../providers';
import { copyNote, tokenText } from './token-text';

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
    const account = accountWith('abc', 'DPoP');
    const bound = { ...account, tokens: { ...account.tokens, dpopKey: jwk } };
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
    expect(copyNote(account, provider('slack'), 'header')).toBeNull();
  });

  it.each(["it's", '$(touch /tmp/x)', '`id`', 'a b;c', "'; echo x; '"])('survives a shell unchanged: %s', (token) => {
    const command = tokenText(accountWith(token), provider('sinaapp'), 'curl').reveal();
    const printed = execFileSync('sh', ['-c', command.replace(/^curl /, "printf '%s\\n' ")], { encoding: 'utf8' });
    expect(printed.trimEnd().split('\n').at(-1)).toBe(`Authorization: Bearer ${token}`);
  });
});
