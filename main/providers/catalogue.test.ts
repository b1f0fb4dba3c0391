import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue';

describe('the catalogue', () => {
  it('loads whole, in the order in which it is shown', () => {
    expect(catalogue().map(({ id }) => id)).toEqual(['sinaapp', 'kaixin001', 'standard']);
  });

  it('names the source of every provider', () => {
    expect(catalogue().filter(({ sources }) => sources.length === 0)).toEqual([]);
  });

  it('has the three grants of Kaixin001 with the fields of its document, in their order', () => {
    const kaixin = catalogue().find(({ id }) => id === 'kaixin001');
    const fields = Object.entries(kaixin?.grants ?? {}).map(([name, grant]) => [
      name,
      grant.fields.map((field) => field.name),
    ]);
    expect(fields).toEqual([
      ['password', ['username', 'password']],
      ['tencent_token', ['tencent_token', 'expire', 'openid']],
      ['weibo_uid', ['weibo_uid']],
      ['refresh_token', []],
    ]);
  });
});
