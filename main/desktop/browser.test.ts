import { expect, it } from 'vitest';
import { browserOpener } from './browser';

it.each(['https://auth.example/a?b=c#d', 'http://127.0.0.1:8080/a', 'http://[::1]/a'])('opens %s', async (url) => {
  const opened: string[] = [];
  await browserOpener((each) => Promise.resolve(void opened.push(each)))(url);
  expect(opened).toEqual([url]);
});

it.each([
  'http://auth.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-settings:',
  'https://me:secret@a.example/',
  'no',
])('does not hand %s to the system', async (url) => {
  const opened: string[] = [];
  await expect(browserOpener((each) => Promise.resolve(void opened.push(each)))(url)).rejects.toMatchObject({
    code: 'browser_failed',
  });
  expect(opened).toEqual([]);
});

it('says where the system opened nothing', async () => {
  const broken = browserOpener(() => Promise.reject(new Error('no browser')));
  await expect(broken('https://auth.example/')).rejects.toMatchObject({ code: 'browser_failed' });
});
