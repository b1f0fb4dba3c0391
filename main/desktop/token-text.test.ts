import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { Secret, type TokenSet } from '../oauth';
import type { Account } from '../accounts';
import { catalogue } from '../providers';
import { tokenText } from './token-text';

const provider = (id: string) => catalogue().find((entry) => entry.id === id);

function accountWith(accessToken: string, tokenType = 'Bearer', extras = {}): Account {
  const tokens = { accessToken: new Secret(accessToken), tokenType, extras } as unknown as TokenSet;
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

  it.each(["it's", '$(touch /tmp/x)', '`id`', 'a b;c', "'; echo x; '"])('survives a shell unchanged: %s', (token) => {
    const command = tokenText(accountWith(token), provider('sinaapp'), 'curl').reveal();
    const printed = execFileSync('sh', ['-c', command.replace(/^curl /, "printf '%s\\n' ")], { encoding: 'utf8' });
    expect(printed.trimEnd().split('\n').at(-1)).toBe(`Authorization: Bearer ${token}`);
  });
});
