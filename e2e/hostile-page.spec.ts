/** A provider that means harm, and what its page does: nothing of it gets out of its window, and nothing keeps the window open. */
import { createSocket } from 'node:dgram';
import { CALLBACK, cancel, endOf, expect, onlyMainIsLeft, signInAt, test } from './support/hostile';
import { HOSTILE_CODE, redirectTo, show } from './support/hostile-server';
import { askForEverything, leaveForEverything } from './support/hostile-page';

// One app for all, one test after the other.
test.describe.configure({ mode: 'default' });

test('a page gets no permission, no device, no file, no other program, and no way out of its window', async ({
  latchkey,
  server,
}) => {
  const stage = { latchkey, server };
  const running = await signInAt(stage, show('<p id="here">Sign in</p><a id="away">away</a>', 'x'.repeat(100_000)));
  const { page } = running;

  // Each by a click of its user, as Playwright evaluates.
  const asked = await page.evaluate(askForEverything);
  expect(asked.filter(([, answer]) => !/^(?:denied|prompt|no|refused .*|missing|)$/.test(answer))).toEqual([]);
  expect(asked.length).toBeGreaterThan(25);

  // Addresses that are no web pages, from a link, a script, a form, a frame and a new window.
  const before = page.url();
  await page.evaluate(leaveForEverything);
  // A download, a worker for its address, and a frame with the callback.
  await page.evaluate(() => {
    for (const src of ['/download', 'http://callback.look.test/cb?code=framed', 'app://latchkey/index.html']) {
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    }
    location.href = '/download';
  });
  await page.evaluate(() => navigator.serviceWorker.register('/worker.js').catch(() => undefined));
  await expect.poll(() => server.visits.filter((visit) => visit.endsWith('/download')).length).toBeGreaterThan(1);
  expect(page.url()).toBe(before);
  expect(server.visits).not.toContain('callback.look.test/cb');
  expect((await latchkey.view()).attempts).toMatchObject([{ step: 'waiting' }]);

  // Its title is the origin that Latchkey found, not the page's.
  const titles = await latchkey.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((w) => w.getTitle()),
  );
  expect(titles.find((title) => title !== 'Latchkey')).toMatch(
    new RegExp(`^${server.origin} · [0-9]+:[0-9]{2} · Latchkey$`),
  );
  await cancel(stage, running);
});

test('a hundred windows come to three, each under the address that it shows and none over the others', async ({
  latchkey,
  server,
}) => {
  const stage = { latchkey, server };
  const running = await signInAt(stage, show('<p id="here">Sign in</p>'));

  const before = await running.page.evaluate(() => [screenX, screenY, outerWidth, outerHeight]);
  await running.page.evaluate(() => {
    moveTo(0, 0);
    resizeTo(screen.width, screen.height);
    const features =
      'popup,left=-900,top=-900,kiosk=yes,fullscreen=yes,alwaysOnTop=yes,frame=no,transparent=yes,opacity=0,skipTaskbar=yes,modal=yes';
    const more =
      'closable=no,show=no,title=accounts.example,nodeIntegration=yes,webviewTag=yes,sandbox=no,preload=/x.js';
    for (let count = 0; count < 100; count += 1)
      window.open('http://other.evil.test/', `w${count}`, `${features},${more}`);
  });

  const popups = () =>
    latchkey.app.evaluate(({ BrowserWindow }, origin) => {
      const all = BrowserWindow.getAllWindows().filter(({ webContents }) => webContents.getURL().startsWith('http'));
      return all
        .filter(({ webContents }) => !webContents.getURL().startsWith(origin))
        .map((window) => {
          const preferences = (
            window.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
          ).getLastWebPreferences();
          return {
            title: window.getTitle(),
            kiosk: window.isKiosk() || window.isFullScreen() || window.isAlwaysOnTop() || window.isModal(),
            shown: window.isVisible() && window.isClosable() && window.getOpacity() === 1,
            inSight: window.getBounds().x >= 0 && window.getBounds().y >= 0,
            sandboxed:
              preferences.sandbox === true &&
              preferences.contextIsolation === true &&
              preferences.nodeIntegration !== true,
            preload: preferences.preload ?? '',
          };
        });
    }, server.origin);
  const title = 'http://other.evil.test · Latchkey';
  const popup = { title, kiosk: false, shown: true, inSight: true, sandboxed: true, preload: '' };
  await expect.poll(popups).toEqual([popup, popup, popup]);
  expect(await running.page.evaluate(() => [screenX, screenY, outerWidth, outerHeight])).toEqual(before);

  // Closing them opens the way for a few more, not for as many as it likes.
  await cancel(stage, running);
});

test('an empty window that a frame opens stands under the frame’s own address, not under its page’s', async ({
  latchkey,
  server,
}) => {
  const stage = { latchkey, server };
  const framed = '<p id="here">Sign in</p><iframe src="http://advertiser.evil.test/"></iframe>';
  const running = await signInAt(stage, show(framed));
  await expect(running.page.frameLocator('iframe').locator('#here')).toBeVisible();
  await running.page.frames()[1]?.evaluate(() => open('about:blank')?.document.body.append('Your password, please'));
  const titles = (): Promise<readonly string[]> =>
    latchkey.app.evaluate(({ BrowserWindow }) => {
      const blank = BrowserWindow.getAllWindows().filter(({ webContents }) => webContents.getURL() === 'about:blank');
      return blank.map((window) => window.getTitle());
    });
  await expect.poll(titles).toEqual(['http://advertiser.evil.test · Latchkey']);
  await cancel(stage, running);
});

test('no packet goes past the way that is set for a client', async ({ latchkey, server }) => {
  const stage = { latchkey, server };
  const packets = createSocket('udp4');
  let came = 0;
  packets.on('message', () => (came += 1));
  await new Promise<void>((resolve) => packets.bind(0, '127.0.0.1', resolve));
  const running = await signInAt(stage, show('<p id="here">Sign in</p>'));
  const gathered = await running.page.evaluate(async (port) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    peer.createDataChannel('any');
    const done = new Promise<string>((resolve) => {
      peer.addEventListener('icegatheringstatechange', () => {
        if (peer.iceGatheringState === 'complete') resolve('complete');
      });
    });
    await peer.setLocalDescription(await peer.createOffer());
    return done;
  }, packets.address().port);
  expect([gathered, came]).toEqual(['complete', 0]);
  packets.close();
  await cancel(stage, running);
});

test('a page that will not let go is gone when its user says so', async ({ latchkey, server }) => {
  const stage = { latchkey, server };
  const clinging = show(
    '<p id="here">Stay</p><script>onbeforeunload = (event) => { event.preventDefault(); event.returnValue = "stay"; }</script>',
  );
  const loops: readonly (() => void)[] = [
    () =>
      void setTimeout(() => {
        for (;;);
      }, 0),
    () =>
      void setTimeout(() => {
        for (;;) alert('stay');
      }, 0),
    () =>
      void setInterval(() => {
        window.open('about:blank')?.close();
      }, 1),
  ];
  for (const loop of loops) {
    const running = await signInAt(stage, clinging);
    await running.page.evaluate(loop);
    await cancel(stage, running);
  }
  // By the window's own button, while its page does not answer.
  const running = await signInAt(stage, clinging);
  await running.page.evaluate(loops[0] ?? (() => undefined));
  await latchkey.app.evaluate(({ BrowserWindow }, origin) => {
    for (const window of BrowserWindow.getAllWindows())
      if (window.webContents.getURL().startsWith(origin)) window.close();
  }, server.origin);
  expect(await running.ended).toMatchObject({ ok: false, error: { code: 'sign_in_window_closed' } });
  await onlyMainIsLeft(latchkey);

  // By what happens to it.
  const crashing = await signInAt(stage, clinging);
  await latchkey.app.evaluate(({ webContents }, origin) => {
    for (const contents of webContents.getAllWebContents())
      if (contents.getURL().startsWith(origin)) contents.forcefullyCrashRenderer();
  }, server.origin);
  expect(await crashing.ended).toMatchObject({ ok: false, error: { code: 'sign_in_page_failed' } });
  await onlyMainIsLeft(latchkey);
});

test('windows that a page opens while its own is being closed hold up nothing', async ({ latchkey, server }) => {
  // What the page has asked meanwhile is read when its window is gone, and it is not.
  await latchkey.app.evaluate(({ BrowserWindow }) => {
    const destroy = Reflect.get(BrowserWindow.prototype, 'destroy');
    BrowserWindow.prototype.destroy = function slowly() {
      for (const until = Date.now() + 30; Date.now() < until;);
      destroy.call(this);
    };
  });
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const running = await signInAt({ latchkey, server }, show('<p id="here">Stay</p>'));
    await running.page.evaluate(() => void setInterval(() => window.open('about:blank')?.close(), 0));
    await cancel({ latchkey, server }, running);
  }
});

test('what a page leaves running speaks to nobody, and nothing of it is there for the next attempt', async ({
  latchkey,
  server,
}) => {
  const stage = { latchkey, server };
  const signIn = () => signInAt(stage, show('<p id="here">Sign in</p>'));
  const asked = (path: string): number => server.visits.filter((visit) => visit.endsWith(path)).length;

  // A request that outlives its page.
  const first = await signIn();
  await first.page.evaluate(() => void fetch('/late', { method: 'POST', keepalive: true }));
  await expect.poll(() => asked('/late')).toBe(1);
  await cancel(stage, first);
  server.answerLate();

  // A service worker, which outlives it too.
  const second = await signIn();
  expect(await second.page.evaluate(() => document.cookie)).toBe('');
  await second.page.evaluate(async () => {
    await navigator.serviceWorker.register('/busy.js');
    (await navigator.serviceWorker.ready).active?.postMessage('begin');
  });
  await expect.poll(() => asked('/busy')).toBeGreaterThan(0);
  await cancel(stage, second);
  const silent = async (): Promise<boolean> => {
    const before = asked('/busy');
    for (let round = 0; round < 10; round += 1) await latchkey.view();
    return asked('/busy') === before;
  };
  await expect.poll(silent).toBe(true);
  const before = asked('/busy');

  const third = await signIn();
  expect(await third.page.evaluate(() => caches.keys())).toEqual([]);
  expect(await third.page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
  await cancel(stage, third);
  expect(asked('/busy')).toBe(before);
});

test('a page of 100 MB, one that never comes and a reply of 100 MB end by a sentence, and nothing of them is kept', async ({
  latchkey,
  server,
}) => {
  const stage = { latchkey, server };
  const large = await signInAt(stage, show('<p id="here">Large</p>'));
  await large.page.evaluate(() => void setTimeout(() => (location.href = '/large'), 0));
  await expect(large.page).toHaveTitle('Large');
  await cancel(stage, large);

  // Nothing comes, and Latchkey's own time ends it.
  await latchkey.ask('updateSettings', { signInSeconds: 5 });
  const never = endOf(stage, () => undefined);
  server.tokens = 'flood';
  const flooded = await endOf(
    stage,
    redirectTo(({ answer }) => `${CALLBACK}?${answer}`),
  );
  server.tokens = 'sound';
  expect(flooded.code).toBe('reply_too_large');
  expect(server.flooded()).toBeLessThan(20 * 1024 * 1024);
  expect(server.takeExchanged()).toEqual([HOSTILE_CODE]);
  expect((await never).code).toBe('sign_in_timed_out');
  await onlyMainIsLeft(latchkey);
});

test('questions for a password come one at a time, as plain text, and go with the attempt', async ({
  latchkey,
  server,
}) => {
  const stage = { latchkey, server };
  const running = await signInAt(stage, show('<p id="here">Sign in</p>'));
  await running.page.evaluate(() => {
    for (let count = 0; count < 100; count += 1) {
      const realm = `${count} \u202egnihsihp\u202c <b>your bank</b> ${'long '.repeat(200)}`;
      void fetch(`/password?realm=${encodeURIComponent(realm)}`).catch(() => undefined);
    }
  });
  const questions = async () => (await latchkey.view()).questions;
  await expect.poll(async () => (await questions()).length).toBeGreaterThan(0);
  expect((await questions()).length).toBeLessThanOrEqual(6);
  for (const question of await questions()) {
    expect(question).toMatchObject({ kind: 'login', from: 'server', host: `127.0.0.1:${server.port}`, clear: true });
    expect(JSON.stringify(question)).not.toMatch(/[\u202a-\u202e]/);
  }
  await cancel(stage, running);
  await expect.poll(questions).toEqual([]);
});
