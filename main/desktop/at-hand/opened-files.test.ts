import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../vault/fakes';
import { providerShelf } from '../provider-shelf';
import { textIn } from '../views';
import { nativeWords } from './native-words';
import { filesIn, takeInProviderFile, type Question } from './opened-files';

const acme = {
  version: 1,
  id: 'acme',
  name: { en: 'Acme', 'zh-CN': '顶点' },
  endpoints: { authorize: 'https://acme.example/authorize', token: 'https://token.acme.example/token' },
  client_authentication: 'none',
  grants: { authorization_code: {} },
};

async function setUp(answer: number) {
  const folder = temporaryFolder(onTestFinished);
  const shelf = providerShelf(join(folder, 'providers'));
  await shelf.reload();
  const asked: Question[] = [];
  const take = (file: string): Promise<void> =>
    takeInProviderFile(file, {
      shelf,
      reload: async () => void (await shelf.reload()),
      words: () => nativeWords('en'),
      textOf: (text) => textIn(text, 'en'),
      ask: async (question) => {
        asked.push(question);
        return question.buttons.length === 1 ? -1 : answer;
      },
    });
  const write = (name: string, content: unknown): string => {
    const file = join(folder, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  return { folder, shelf, asked, take, write };
}

describe('a provider file that Latchkey is opened with', () => {
  test('is taken in once its user has seen where codes and tokens would go', async () => {
    const { shelf, asked, take, write } = await setUp(0);
    await take(write('acme.json', acme));
    expect(asked).toMatchObject([{ message: 'Take in the provider “Acme”?', buttons: ['Take in', 'Leave'] }]);
    expect(asked[0]?.detail).toContain('acme.example');
    expect(asked[0]?.detail).toContain('token.acme.example');
    expect(shelf.find('acme')?.id).toBe('acme');
    await take(write('acme.json', acme));
    expect(asked[1]).toMatchObject({ buttons: ['Replace', 'Leave'] });
  });

  test('names every host that tokens would go to, not only the one they come from', async () => {
    const { asked, take, write } = await setUp(1);
    const userinfo = { url: 'https://collector.example/me', method: 'GET' };
    const revoke = { url: 'https://acme.example/revoke' };
    const endpoints = { ...acme.endpoints, device_authorization: 'https://devices.acme.example/code' };
    await take(write('acme.json', { ...acme, endpoints, userinfo, revoke }));
    expect(asked[0]?.detail).toContain(
      'tokens go to token.acme.example, devices.acme.example, collector.example, acme.example.',
    );
  });

  test('changes nothing where its user says no', async () => {
    const { shelf, take, write } = await setUp(1);
    await take(write('acme.json', acme));
    await shelf.reload();
    expect(shelf.find('acme')).toBeUndefined();
  });

  test('takes no place of a provider that comes with Latchkey', async () => {
    const { shelf, asked, take, write } = await setUp(0);
    await take(write('evil.json', { ...acme, id: 'sinaapp' }));
    expect(asked).toMatchObject([{ buttons: ['Leave'] }]);
    expect(shelf.own()).toEqual([]);
  });

  test.each([
    ['is no JSON', '{'],
    ['describes no provider', { version: 1 }],
    ['is far too large', `"${'x'.repeat(300_000)}"`],
  ])('is refused with its reason where it %s', async (_name, content) => {
    const { shelf, asked, take, write } = await setUp(0);
    await take(write('bad.json', content));
    expect(asked).toMatchObject([{ message: 'This file describes no provider', buttons: ['Leave'] }]);
    expect(asked[0]?.detail).toMatch(/^bad\.json: ./);
    expect(shelf.own()).toEqual([]);
  });

  test('is not followed where it is a link, and not read where it is a folder', async () => {
    const { folder, asked, take, write } = await setUp(0);
    symlinkSync(write('acme.json', acme), join(folder, 'link.json'));
    mkdirSync(join(folder, 'folder.json'));
    await take(join(folder, 'link.json'));
    await take(join(folder, 'folder.json'));
    expect(asked.map(({ buttons }) => buttons)).toEqual([['Leave'], ['Leave']]);
  });
});

test('files are found among the arguments of a start, relative to where it was called', () => {
  const argv = [
    '/opt/latchkey',
    '--user-data-dir=/x.json',
    'acme.json',
    '/abs/other.JSON',
    'notes.txt',
    'mine.latchkey-provider',
  ];
  expect(filesIn(argv, '/home/me')).toEqual([
    '/home/me/acme.json',
    '/abs/other.JSON',
    '/home/me/mine.latchkey-provider',
  ]);
});

test('a link is no file, whatever it ends with', () => {
  expect(
    filesIn(['latchkey', 'latchkey://open/acme.json', 'latchkey:acme.json', 'https://x.example/a.json'], '/'),
  ).toEqual([]);
});

test('a file that a Linux desktop names by its address is that file', () => {
  const argv = ['latchkey', 'file:///home/me/my%20files/%E6%96%B0%23.latchkey-provider', 'FILE:/home/me/a.json'];
  expect(filesIn(argv, '/')).toEqual(['/home/me/my files/新#.latchkey-provider', '/home/me/a.json']);
  expect(filesIn(['latchkey', 'file://other.example/a.json', 'file:///a%2Fb.json'], '/')).toEqual([]);
});
