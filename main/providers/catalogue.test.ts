import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue';

describe('the catalogue', () => {
  it('loads whole, in the order in which it is shown', () => {
    const ids = catalogue().map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['sinaapp', 'kaixin001', 'standard']);
    expect(ids.slice(3)).toEqual(ids.slice(3).toSorted());
    expect(ids).toHaveLength(41);
  });

  it('names the source of every provider', () => {
    expect(catalogue().filter(({ sources }) => sources.length === 0)).toEqual([]);
  });

  it('has each file under the name of its provider', () => {
    const files = readdirSync(path.join(import.meta.dirname, 'catalogue'));
    const ids = catalogue().map(({ id }) => `${id}.json`);
    expect(files.toSorted()).toEqual(ids.toSorted());
  });

  it('marks what was not verified', () => {
    const marked = catalogue().filter(({ unverified }) => unverified.length > 0);
    expect(marked.map(({ id }) => id)).toEqual(expect.arrayContaining(['alipay', 'github', 'shopify', 'wechat']));
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
