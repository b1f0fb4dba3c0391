import { expect, test } from 'vitest';
import type { ProviderView } from '../../preload/contract';
import { addressIn, browse, hostsOf } from './browsing';

const provider = (id: string, name: ProviderView['name'], region: string | null, token: string | null = null) =>
  ({
    id,
    name,
    region,
    origin: id.startsWith('my') ? 'file' : 'catalogue',
    endpoints: { authorize: null, token },
  }) as ProviderView;

const all = [
  provider('standard', 'Standard server', null),
  provider('github', 'GitHub', 'World', 'https://github.com/login/oauth/access_token'),
  provider('wechat', { en: 'WeChat', 'zh-CN': '微信' }, 'CN', 'https://api.weixin.qq.com/sns'),
  provider('qq', 'QQ', 'CN', 'https://graph.qq.com/oauth2.0/token'),
  provider('huawei', 'Huawei', 'CN+Intl', 'https://oauth-login.cloud.huawei.com/oauth2/v3/token'),
  provider('my-own', 'Own', null, 'https://{tenant}.own.test:8443/token'),
];

const shown = (search: string, region: Parameters<typeof browse>[1]['region'] = 'all', used: readonly string[] = []) =>
  browse(
    all,
    { search, region },
    (id) => Number(used.includes(id)),
    ({ name }) => (typeof name === 'string' ? name : name.en),
    (a, b) => a.localeCompare(b),
  ).map(({ id }) => id);

test('all are listed by name, those in use first, then the one that is for any server', () => {
  expect(shown('')).toEqual(['standard', 'github', 'huawei', 'my-own', 'qq', 'wechat']);
  expect(shown('', 'all', ['wechat'])[0]).toBe('wechat');
});

test('they are found by a name in either language, by id and by host', () => {
  expect(shown('微信')).toEqual(['wechat']);
  expect(shown('wechat')).toEqual(['wechat']);
  expect(shown('own.test')).toEqual(['my-own']);
  expect(shown('oauth huawei')).toEqual(['huawei']);
  expect(shown('nothing like it')).toEqual([]);
});

test('what begins with what was typed comes before what has it somewhere', () => {
  expect(shown('qq')).toEqual(['qq', 'wechat']);
});

test('a region has what is used there, in one region or several', () => {
  expect(shown('', 'china')).toEqual(['huawei', 'qq', 'wechat']);
  expect(shown('', 'world')).toEqual(['github', 'huawei']);
  expect(shown('', 'own')).toEqual(['my-own']);
});

test('hosts stand without scheme and path, each once, variables as they are', () => {
  const [both] = [{ endpoints: { ...all[1]?.endpoints, authorize: 'https://github.com/login' } } as ProviderView];
  expect(hostsOf(both)).toEqual(['github.com']);
  expect(hostsOf(all[5] as ProviderView)).toEqual(['{tenant}.own.test:8443']);
});

test('an address finds whose it is by its host, and is known for one that can be looked at', () => {
  expect(shown('https://github.com/login/oauth/authorize?client_id=1')).toEqual(['github']);
  expect(shown('https://id.nobody.test/realms/main')).toEqual([]);
  expect(addressIn(' http://127.0.0.1:8080 ')).toBe('http://127.0.0.1:8080');
  expect(addressIn('github.com')).toBeNull();
  expect(addressIn('https://two words')).toBeNull();
});
