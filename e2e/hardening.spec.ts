/**
 * What surrounds Latchkey's own page, each line shown by what it stops: the content security policy, the pinned window, the gate that
 * requests come in by, certificates; and that a secret is in no place where another could find it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { requests, type RequestInput, type RequestName } from '../preload/contract';
import { makeCertificate } from '../main/testing/certificates';
import { inputFor, randomFrom } from '../main/testing/fuzz-requests';
import { startAuthorizationServer } from './support/authorization-server';
import { findIn, findInFiles, findInProcesses, heardEvents, listenToEvents, pageContent } from './support/canaries';
import { startHostileServer } from './support/hostile-server';
import { expect, test as base } from './support/latchkey';
import { Latchkey } from './support/running-app';
import { startSecureServer } from './support/secure-server';

// One app for all, one test after the other. Its page complains in its console, which is what is looked for here.
base.describe.configure({ mode: 'default' });

const test = base.extend<{ readonly latchkey: Latchkey }, { readonly app: Latchkey }>({
  app: [
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-user-data-'));
      const app = await Latchkey.start(folder);
      await use(app);
      await app.close();
      await app.cleanUp();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  latchkey: async ({ app }, use) => {
    await use(app);
    expect((await app.complaints()).filter((complaint) => !complaint.startsWith('console error: '))).toEqual([]);
    await app.beginAnew();
  },
});

const names = Object.keys(requests) as RequestName[];

function clientOf(authorize: string, token: string): RequestInput<'saveClient'> {
  return {
    id: null,
    providerId: 'standard',
    clientId: 'a-client',
    clientSecret: 'canary-client-secret-5d1e9',
    callbackUrl: 'http://callback.invalid/cb',
    scope: '',
    endpoints: { authorize, token, refresh: null },
    authentication: 'client_secret_post',
    variables: {},
    fields: {},
  };
}

test('the page runs its own code only, loads nothing and speaks to nobody', async ({ latchkey }) => {
  await latchkey.window.evaluate(() => {
    const blocked: string[] = [];
    Object.assign(window, { blocked });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => blocked.push(effectiveDirective));
    const add = (tag: string, properties: object): void => {
      const element = Object.assign(document.createElement(tag), properties);
      document.body.append(element);
    };
    const quietly = (act: () => unknown): void => {
      try {
        const result = act();
        if (result instanceof Promise) result.catch(() => undefined);
      } catch {
        // Refused at once.
      }
    };
    const elsewhere = 'https://evil.test/x';
    add('script', { textContent: 'window.broken = 1' });
    add('script', { src: elsewhere });
    add('script', { src: 'data:text/javascript,window.broken=1' });
    const button = document.createElement('button');
    button.setAttribute('onclick', 'window.broken = 1');
    button.click();
    // The very calls that must not work.
    const run = window as unknown as Record<string, (code: string) => unknown>;
    // Later: what Playwright evaluates may use them itself.
    setTimeout(() => quietly(() => run['eval']?.('window.broken = 1')), 0);
    setTimeout(() => quietly(() => Reflect.construct(Function, ['window.broken = 1'])()), 0);
    add('img', { src: elsewhere });
    add('style', { textContent: 'body { opacity: 0 }' });
    add('link', { rel: 'stylesheet', href: elsewhere });
    add('iframe', { src: elsewhere });
    add('iframe', { src: 'app://latchkey/index.html' });
    add('object', { data: elsewhere });
    add('audio', { src: elsewhere });
    add('base', { href: elsewhere });
    quietly(() => new FontFace('evil', `url(${elsewhere})`).load());
    quietly(() => fetch(elsewhere));
    quietly(() => new WebSocket('wss://evil.test/x'));
    quietly(() => new EventSource(elsewhere));
    quietly(() => navigator.sendBeacon(elsewhere, 'x'));
    quietly(() => new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))));
    const form = Object.assign(document.createElement('form'), { action: elsewhere, method: 'post' });
    document.body.append(form);
    form.submit();
  });
  const blocked = () => latchkey.window.evaluate(() => (window as unknown as { blocked: string[] }).blocked.toSorted());
  await expect.poll(blocked).toEqual(
    [
      ['base-uri', 1],
      ['connect-src', 4],
      ['font-src', 1],
      ['form-action', 1],
      ['frame-src', 2],
      ['img-src', 1],
      ['media-src', 1],
      ['object-src', 1],
      ['script-src', 2],
      ['script-src-attr', 1],
      ['script-src-elem', 3],
      ['style-src-elem', 2],
      ['worker-src', 1],
    ].flatMap(([directive, count]) => Array.from({ length: Number(count) }, () => directive)),
  );
  const left = await latchkey.window.evaluate(() => ({
    broken: 'broken' in window,
    node:
      'require' in window ||
      'process' in window ||
      'electron' in window ||
      Object.hasOwn(window['latchkey'], 'ipcRenderer'),
    opacity: getComputedStyle(document.body).opacity,
    givenBack: window['latchkey'].on('clipboard', () => undefined)() as unknown,
  }));
  expect(left).toEqual({ broken: false, node: false, opacity: '1', givenBack: undefined });
});

test('the window is pinned to its page, and gets no permission and no download', async ({ latchkey }) => {
  const page = latchkey.window;
  await latchkey.app.evaluate(({ session }) => {
    session.defaultSession.once('will-download', (event) =>
      Object.assign(globalThis, { refused: event.defaultPrevented }),
    );
  });
  const address = page.url();
  for (const url of ['https://evil.test/', 'file:///etc/passwd', 'myapp://x', 'app://latchkey/notice.html']) {
    const opened = await page.evaluate((elsewhere) => {
      document.body.append(Object.assign(document.createElement('a'), { id: 'away', href: elsewhere }));
      document.querySelector<HTMLAnchorElement>('#away')?.click();
      document.querySelector('#away')?.remove();
      return open(elsewhere);
    }, url);
    expect(opened).toBeNull();
    await page.evaluate((elsewhere) => location.assign(elsewhere), url);
  }
  const asked = await page.evaluate(async () => {
    Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['x'])), download: 'x' }).click();
    const media = navigator.mediaDevices.getUserMedia({ audio: true });
    const answers = await Promise.allSettled([media, navigator.clipboard.readText(), navigator.wakeLock.request()]);
    return answers.map(({ status }) => status);
  });
  expect(asked).toEqual(['rejected', 'rejected', 'rejected']);
  await expect
    .poll(() => latchkey.app.evaluate(() => (globalThis as unknown as { refused?: boolean }).refused))
    .toBe(true);
  expect(page.url()).toBe(address);
  expect(await latchkey.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  const preferences = await latchkey.app.evaluate(({ BrowserWindow }) => {
    const contents: unknown = BrowserWindow.getAllWindows()[0]?.webContents;
    return (contents as { getLastWebPreferences(): Electron.WebPreferences }).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, webviewTag: false });
  expect(preferences).toMatchObject({ nodeIntegration: false, webSecurity: true, allowRunningInsecureContent: false });
  // Nothing to fetch a dictionary for, in whatever session.
  const languages = await latchkey.app.evaluate(({ session }) =>
    [session.defaultSession, session.fromPartition('fresh')].map((each) => each.getSpellCheckerLanguages()),
  );
  expect(languages).toEqual([[], []]);
});

test('another window that has got hold of our preload is answered by nothing but a refusal', async ({ latchkey }) => {
  // Everything comes in by the gate: no library listens beside it. Electron itself hears errors.
  expect(await latchkey.app.evaluate(({ ipcMain }) => ipcMain.eventNames())).toEqual(['error']);
  const server = await startHostileServer();
  for (const url of [`${server.origin}/foreign`, 'app://latchkey/index.html', 'data:text/html,foreign']) {
    const answers = await latchkey.app.evaluate(
      async ({ BrowserWindow }, { url: foreign, names: channels, preload }) => {
        const other = new BrowserWindow({
          show: false,
          webPreferences: { preload, sandbox: true, contextIsolation: true },
        });
        await other.loadURL(foreign);
        const code = `Promise.all(${JSON.stringify(channels)}.map(async (name) => (await window.latchkey[name]()).error.code))`;
        const codes = (await other.webContents.executeJavaScript(code)) as string[];
        other.destroy();
        return codes;
      },
      { url, names, preload: path.resolve(__dirname, '../out/preload/index.js') },
    );
    expect([...new Set(answers)]).toEqual(['sender_refused']);
    expect(answers).toHaveLength(names.length);
  }
  await server.close();
});

/** These would do what they are for, or open a dialog of the system. */
const notFuzzed: ReadonlySet<RequestName> = new Set([
  'protectByPassphrase',
  'changePassphrase',
  'exportTokens',
  'exportBackup',
  'saveHar',
  // Would go to whatever host it is given.
  'discoverProvider',
  'setAtLogin',
  'reset',
]);

test('whatever a window sends over the real bridge is answered, and nothing breaks', async ({ latchkey }) => {
  const random = randomFrom(7);
  const codes: string[] = [];
  for (const name of names.filter((each) => !notFuzzed.has(each))) {
    const inputs = Array.from({ length: 8 }, () => overTheBridge(inputFor(name, random)));
    codes.push(...(await latchkey.window.evaluate(askAll, { name, inputs: JSON.stringify(inputs) })));
  }
  expect(codes.length).toBeGreaterThan(1000);
  expect(codes.filter((code) => /: (?:unexpected|no envelope|sender_refused)$/.test(code))).toEqual([]);
  expect((await latchkey.view()).accounts).toEqual([]);
});

/** Makes a request with each input, and with what only a page can hand over. Runs in the page. */
async function askAll({ name, inputs }: { readonly name: string; readonly inputs: string }): Promise<string[]> {
  type Envelope = { readonly ok: boolean; readonly error?: { readonly code: string } };
  const api = (window as unknown as { latchkey: Record<string, (input: unknown) => Promise<Envelope>> }).latchkey;
  const circle: Record<string, unknown> = {};
  circle['circle'] = circle;
  const odd = [
    circle,
    new Map([['a', 1]]),
    new Date(Number.NaN),
    10n ** 30n,
    new ArrayBuffer(100_000),
    'x'.repeat(200_000),
  ];
  const answers: (Envelope | undefined)[] = [];
  for (const input of [...(JSON.parse(inputs) as readonly unknown[]), ...odd]) answers.push(await api[name]?.(input));
  return answers.map((answer) => `${name}: ${answer?.ok === true ? 'ok' : (answer?.error?.code ?? 'no envelope')}`);
}

/** As JSON, so that it can be handed to the page, and without an address to call. */
function overTheBridge(input: unknown): unknown {
  try {
    const text = JSON.stringify(input ?? null).replaceAll('https://a.example/b', 'x');
    return text.length > 100_000 ? 'long' : (JSON.parse(text) as unknown);
  } catch {
    return 'no JSON';
  }
}

test('a certificate that nobody vouches for is accepted nowhere', async ({ latchkey }) => {
  const certificate = makeCertificate({ name: 'nobody', issuer: null, hosts: ['127.0.0.1'], purpose: 'server' });
  const secure = await startSecureServer(certificate);
  const plain = await startAuthorizationServer();
  const ends = [
    [secure.authorizeEndpoint, secure.tokenEndpoint, 'sign_in_page_failed'],
    [plain.authorizeEndpoint('302'), secure.tokenEndpoint, 'tls_failed'],
  ] as const;
  for (const [authorize, token, code] of ends) {
    const { clientId } = await latchkey.ask('saveClient', clientOf(authorize, token));
    expect(await latchkey.call('signIn', { clientId, accountId: null })).toMatchObject({ ok: false, error: { code } });
  }
  expect([secure.visitors, secure.grants, secure.calls]).toEqual([[], [], []]);
  await secure.close();
  await plain.close();
});

test('a secret is in no file, no output, no page, no event, no argument and no environment', async ({ latchkey }) => {
  const server = await startAuthorizationServer();
  await listenToEvents(latchkey);
  const { clientId } = await latchkey.ask(
    'saveClient',
    clientOf(server.authorizeEndpoint('302'), server.tokenEndpoint),
  );
  const { accountId } = await latchkey.ask('signIn', { clientId, accountId: null });
  await latchkey.ask('refresh', { accountId, again: true });
  const heard = await heardEvents(latchkey);

  const { accessTokens, refreshTokens } = server.issued;
  const [code = ''] = server.codesFor('a-client');
  const issued = [...accessTokens, ...refreshTokens].map((token, index) => [`token ${index + 1}`, token] as const);
  expect(issued.length).toBe(4);
  const secrets = { code, 'client secret': 'canary-client-secret-5d1e9', ...Object.fromEntries(issued) };
  expect(await findInFiles(latchkey.userDataFolder, secrets)).toEqual([]);
  expect(await findInFiles(latchkey.scratchFolder, secrets)).toEqual([]);
  await expect.poll(() => findInProcesses(latchkey, secrets)).toEqual([]);
  expect(findIn('output', latchkey.output(), secrets)).toEqual([]);
  expect(findIn('events', heard, secrets)).toEqual([]);
  expect(findIn('page', await pageContent(latchkey), secrets)).toEqual([]);
  expect(findIn('views', JSON.stringify(await latchkey.view()), secrets)).toEqual([]);
  const dumps = await latchkey.app.evaluate(({ app }) => app.getPath('crashDumps'));
  expect(await findInFiles(path.dirname(dumps), secrets)).toEqual([]);
  await server.close();
});
