import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Protocol } from 'electron';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { serveFirstPage, serveOnePage } from './app-scheme';

const page = `<meta nonce="__CSP_NONCE__"><script src="./assets/a.js"></script><link href="./assets/b.css">`;
const script = 'x'.repeat(600 * 1024);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latchkey-pages-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), page);
  await writeFile(path.join(folder, 'assets', 'a.js'), script);
  await writeFile(path.join(folder, 'assets', 'b.css'), 'b {}');
  await writeFile(path.join(folder, 'assets', 'later.js'), 'later');
});
afterAll(() => rm(folder, { recursive: true }));

function serving() {
  let handler!: (request: Request) => Promise<Response>;
  const handle = (_scheme: string, given: typeof handler): void => void (handler = given);
  let resolved = false;
  const done = serveFirstPage({ handle } as unknown as Protocol, folder);
  void done.then(() => (resolved = true));
  const get = async (file: string, method = 'GET'): Promise<Response> =>
    handler(new Request(`app://latchkey/${file}`, { method }));
  return { get, done, resolved: () => resolved };
}

test('the page is delivered when it and all that it names have been taken whole', async () => {
  const { get, done, resolved } = serving();
  const html = await (await get('index.html')).text();
  expect(html).toMatch(/nonce="[\w+/]{22}=="/);
  expect(await (await get('assets/later.js')).text()).toBe('later');
  expect(await (await get('assets/b.css')).text()).toBe('b {}');
  expect(resolved()).toBe(false);
  const large = await get('assets/a.js');
  expect(resolved()).toBe(false);
  expect(await large.text()).toBe(script);
  await done;
});

test('a page that never asks for what it names does not keep the app from starting', async () => {
  vi.useFakeTimers();
  try {
    const { get, done, resolved } = serving();
    await (await get('index.html')).text();
    await vi.advanceTimersByTimeAsync(4999);
    expect(resolved()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await done;
  } finally {
    vi.useRealTimers();
  }
});

test('nothing is served from outside the folder, by another name or by another method', async () => {
  const { get } = serving();
  const answers = [
    get('../index.html'),
    get('%2e%2e%2fpackage.json'),
    get('none.js'),
    get('index.html', 'POST'),
    get('%zz'),
  ];
  for (const answer of await Promise.all(answers.slice(1))) expect(answer.status).toBe(404);
  // Chromium and Node take the dots out of the path themselves.
  expect((await answers[0])?.status).toBe(200);
});

test('where others’ pages are shown, one page and what it names are served, and nothing else of the app', async () => {
  await writeFile(path.join(folder, 'notice.html'), '<link href="./assets/b.css">');
  let handler!: (request: Request) => Promise<Response>;
  serveOnePage(
    { handle: (_scheme: string, given: typeof handler) => void (handler = given) } as never,
    folder,
    'notice.html',
  );
  const status = async (file: string): Promise<number> => (await handler(new Request(`app://latchkey/${file}`))).status;
  expect(await status('notice.html?reason=other')).toBe(200);
  expect(await status('assets/b.css')).toBe(200);
  for (const file of ['index.html', 'assets/a.js', 'assets/later.js', '%2e%2e%2fpackage.json', '%E0%A4%A', ''])
    expect(await status(file)).toBe(404);
});
