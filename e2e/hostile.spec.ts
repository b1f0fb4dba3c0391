/**
 * A provider that means harm, and where it leads to: look-alikes of the callback, broken answers, addresses that are no web pages. Each is
 * stopped, the attempt ends by a sentence that a person understands, and no code goes anywhere but to the token endpoint.
 */
import type { ErrorCode } from '../preload/contract';
import { findIn, findInFiles, pageContent } from './support/canaries';
import { CALLBACK, cancel, endOf, expect, onlyMainIsLeft, signInAt, test } from './support/hostile';
import { HOSTILE_CODE, redirectTo, type Trick } from './support/hostile-server';

// One app for all, one test after the other.
test.describe.configure({ mode: 'default' });

test('what only looks like the callback is no answer, and its code is never exchanged', async ({
  latchkey,
  server,
}) => {
  const lookAlikes = [
    'http://callback.look.test.evil.test/cb',
    'http://evilcallback.look.test/cb',
    'http://callback.look.test@evil.test/cb',
    'http://callback.look.test:8081/cb',
    'http://callback.look.test./cb',
    'http://xn--cllback-8fg.look.test/cb',
    'http://callback.look.test/cb2',
    'http://callback.look.test/cb/',
    'http://callback.look.test/CB',
    'http://callback.look.test/x/cb',
    'http://callback.look.test/cb%2f..%2fcb',
    'http://callback.look.test//cb',
  ];
  const chain = ({ answer }: { readonly answer: string }): string => {
    const [first = '', ...rest] = [...lookAlikes, `${server.origin}/end`].map((address) => `${address}?${answer}`);
    const url = new URL(first);
    for (const next of rest) url.searchParams.append('then', next);
    return url.href;
  };
  const stage = { latchkey, server };
  const running = await signInAt(stage, redirectTo(chain));

  await expect(running.page.locator('#here')).toHaveText('Elsewhere');
  expect(server.visits.length).toBeGreaterThanOrEqual(lookAlikes.length + 1);
  expect(server.visits).not.toContain('callback.look.test/cb');
  expect((await latchkey.view()).attempts).toMatchObject([{ step: 'waiting' }]);
  await cancel(stage, running);
  expect(server.takeExchanged()).toEqual([]);
});

test('the callback in a frame, written in another way, in bad company: what each of them is', async ({
  latchkey,
  server,
}) => {
  const stage = { latchkey, server };
  const big = 'a'.repeat(9000);
  const answers: readonly (readonly [ErrorCode | 'connected', Trick])[] = [
    // The same address by RFC 3986, so it is caught.
    ['connected', redirectTo(({ answer }) => `HTTP://CALLBACK.LOOK.TEST:80/x/../cb?${answer}`)],
    ['callback_malformed', redirectTo(({ answer }) => `${CALLBACK}?${answer}&code=another`)],
    ['callback_malformed', redirectTo(({ answer, state }) => `${CALLBACK}?${answer}&state=${state}`)],
    ['callback_malformed', redirectTo(({ answer }) => `${CALLBACK}?${answer}#code=another`)],
    ['callback_malformed', redirectTo(({ state }) => `${CALLBACK}?state=${state}&code=${big}`)],
    ['callback_malformed', redirectTo(({ state }) => `${CALLBACK}?state=${state}&code[]=a&code%5B%5D=b`)],
    ['state_mismatch', redirectTo(() => `${CALLBACK}?code=${HOSTILE_CODE}&state=guessed`)],
    ['state_mismatch', redirectTo(() => `${CALLBACK}?code=${HOSTILE_CODE}`)],
  ];
  for (const [code, trick] of answers) expect((await endOf(stage, trick)).code).toBe(code);
  expect(server.takeExchanged()).toEqual([HOSTILE_CODE]);
  expect(server.visits).not.toContain('callback.look.test/cb');
  await onlyMainIsLeft(latchkey);
});

test('a redirect out of the web ends the attempt and says where it would have led', async ({ latchkey, server }) => {
  const stage = { latchkey, server };
  const addresses = [
    'file:///etc/passwd',
    'data:text/html,<p>data',
    'javascript:alert(1)',
    'myapp://cb',
    'mailto:somebody@evil.test',
    'intent://evil.test#Intent;scheme=http;end',
    'ms-settings:privacy',
    'app://latchkey/index.html',
    'app://latchkey/notice.html?reason=creator_only',
    'latchkey-sign-in://another-account',
    'chrome://gpu',
    'devtools://devtools/bundled/inspector.html',
    'view-source:http://evil.test/',
    'blob:http://evil.test/1',
    'about:blank',
  ];
  for (const address of addresses) {
    const { code, detail } = await endOf(
      stage,
      redirectTo(() => address),
    );
    expect({ address, code }).toEqual({ address, code: expect.stringMatching(/^sign_in_page_(?:failed|refused)$/) });
    expect(detail ?? '').not.toContain('state');
  }
  const { code, detail } = await endOf(
    stage,
    redirectTo(({ answer }) => `myapp://cb/x?${answer}`),
  );
  expect({ code, detail }).toEqual({ code: 'sign_in_page_refused', detail: 'myapp://cb/x' });
  await onlyMainIsLeft(latchkey);
  expect(server.takeExchanged()).toEqual([]);
});

test('a sign-in that begins with no page at all ends at once', async ({ latchkey, server }) => {
  const stage = { latchkey, server };
  const nothing: readonly Trick[] = [
    (_asked, response) => void response.writeHead(204).end(),
    redirectTo(() => `${server.origin}/download`),
  ];
  for (const trick of nothing) expect((await endOf(stage, trick)).code).toBe('sign_in_page_refused');
  await onlyMainIsLeft(latchkey);
});

test('nothing of all that is in the page of Latchkey, in its files or in what it printed', async ({
  latchkey,
  server,
}) => {
  const stage = { latchkey, server };
  expect(
    (
      await endOf(
        stage,
        redirectTo(({ answer }) => `${CALLBACK}?${answer}`),
      )
    ).code,
  ).toBe('connected');
  expect(server.takeExchanged()).toEqual([HOSTILE_CODE]);
  const secrets = { code: HOSTILE_CODE, 'access token': 'canary-hostile-access-token' };
  expect(findIn('page', await pageContent(latchkey), secrets)).toEqual([]);
  expect(findIn('views', JSON.stringify(await latchkey.view()), secrets)).toEqual([]);
  expect(findIn('output', latchkey.output(), secrets)).toEqual([]);
  expect(await findInFiles(latchkey.userDataFolder, secrets)).toEqual([]);
});
