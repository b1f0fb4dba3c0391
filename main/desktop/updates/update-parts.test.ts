import { EventEmitter } from 'node:events';
import { CancellationToken } from 'electron-updater';
import { describe, expect, it, vi } from 'vitest';
import { plainNotes } from './release-notes';
import { whyNoUpdates, type Installation } from './support';
import { sortFailure } from './update-failures';

vi.mock('electron', () => ({ app: {} }));
const { sourceOf } = await import('./electron-source');

describe('updates are', () => {
  const appImage: Installation = {
    trial: false,
    packaged: true,
    platform: 'linux',
    env: { APPIMAGE: '/home/me/Latchkey.AppImage' },
    hasAddress: true,
    byPackageManager: false,
  };
  it.each<[string, Partial<Installation>, ReturnType<typeof whyNoUpdates>]>([
    ['offered to an AppImage', {}, null],
    ['never offered on the trial runtime', { trial: true }, 'trial'],
    ['not offered to a run from the sources', { packaged: false }, 'unpacked'],
    ['not offered where no address was packed', { hasAddress: false }, 'unpacked'],
    ['not offered to a folder', { env: {} }, 'unpacked'],
    ['left to the package manager for a deb or an rpm', { env: {}, byPackageManager: true }, 'package_manager'],
    ['offered to an installed program on Windows', { platform: 'win32', env: {} }, null],
    ['not offered to the portable program', { platform: 'win32', env: { PORTABLE_EXECUTABLE_FILE: 'x' } }, 'portable'],
    ['offered on macOS', { platform: 'darwin', env: {} }, null],
  ])('%s', (_, change, expected) => {
    expect(whyNoUpdates({ ...appImage, ...change })).toBe(expected);
  });
});

describe('release notes', () => {
  it.each([
    ['text as it is', 'One\n\nTwo', 'One\n\nTwo'],
    [
      'HTML as its text',
      '<h2>1.2.0</h2><ul><li>One &amp; two</li><li>Three</li></ul>',
      '1.2.0\n\n• One & two\n• Three',
    ],
    ['no script', '<p>a</p><script>alert(1)</script><p>b</p>', 'a\nb'],
    ['no tag that is made of an entity', '&lt;img src=x&gt;<br>', '<img src=x>'],
    ['an unfinished tag as nothing', 'a<p>b<img src=', 'ab'],
    [
      'a list by version',
      [
        { version: '1.2.0', note: 'New' },
        { version: '1.1.0', note: null },
      ],
      '1.2.0\nNew\n\n1.1.0',
    ],
    ['nothing as nothing', null, ''],
    ['an odd thing as nothing', 5, ''],
    ['no reversed direction and no control characters', 'a\u202Eb\u0007c', 'a b c'],
  ])('come out as plain text: %s', (_, raw, text) => {
    expect(plainNotes(raw)).toBe(text);
  });

  it('are bounded', () => {
    expect(plainNotes('x\n'.repeat(100_000)).split('\n').length).toBeLessThanOrEqual(120);
    expect(plainNotes('x'.repeat(100_000)).length).toBeLessThanOrEqual(6_000);
  });

  it('hold nothing up where their markup never ends', () => {
    const notes = `<p>New${'<li '.repeat(100_000)}`;
    // Each look for an end would go through all that follows: half a minute for this text.
    expect(plainNotes([notes, notes].map((note) => ({ version: '1.0.0', note })))).toBe('1.0.0\nNew\n\n1.0.0\nNew');
  });
});

describe('a failure of an update', () => {
  it.each([
    ['ERR_UPDATER_CHANNEL_FILE_NOT_FOUND', 'Cannot find latest-linux.yml', 'no_release'],
    ['HTTP_ERROR_404', '404', 'no_release'],
    ['HTTP_ERROR_503', '503', 'unreachable'],
    ['ERR_CHECKSUM_MISMATCH', 'sha512 checksum mismatch', 'not_genuine'],
    ['ERR_UPDATER_INVALID_SIGNATURE', 'not signed', 'not_genuine'],
    ['ENOSPC', 'no space left', 'not_written'],
    ['ECONNREFUSED', 'connect', 'unreachable'],
    ['', 'net::ERR_NAME_NOT_RESOLVED', 'unreachable'],
    ['ERR_UPDATER_OLD_FILE_NOT_FOUND', 'no APPIMAGE', 'failed'],
  ])('%s is sorted by its code', (code, message, why) => {
    expect(sortFailure(Object.assign(new Error(message), { code }))).toEqual({ why, detail: message });
  });

  it('shows the first line only: the library puts whole answers into the others', () => {
    expect(sortFailure(new Error('first\nHeaders: {"set-cookie":"x"}')).detail).toBe('first');
  });
});

describe('electron-updater', () => {
  class FakeUpdater extends EventEmitter {
    result: object | null = null;
    brokenInstall = false;
    slow = false;
    readonly hungUp: string[] = [];
    readonly httpExecutor = { createRequest: (to: string) => ({ abort: () => void this.hungUp.push(to) }) };
    readonly calls: unknown[][] = [];
    async checkForUpdates() {
      return this.result as never;
    }
    downloadUpdate(token: CancellationToken) {
      this.emit('download-progress', { percent: 40 });
      this.httpExecutor.createRequest('the file');
      return token.createPromise<string[]>((resolve) => {
        if (!this.slow) resolve(['/tmp/file']);
      });
    }
    quitAndInstall(...how: unknown[]) {
      this.calls.push(how);
      if (this.brokenInstall) this.emit('error', new Error('mv failed'));
    }
  }
  const made = () => {
    const updater = new FakeUpdater();
    const room = vi.fn<() => void>();
    return { updater, room, source: sourceOf(updater as never, () => new CancellationToken(), room) };
  };

  it('that is switched off or finds nothing newer, finds nothing', async () => {
    const { updater, source } = made();
    expect(await source.check()).toBeNull();
    updater.result = { isUpdateAvailable: false, updateInfo: { version: '1.0.0' } };
    expect(await source.check()).toBeNull();
  });

  it('gives version and notes as text', async () => {
    const { updater, source } = made();
    updater.result = { isUpdateAvailable: true, updateInfo: { version: '1.2.0', releaseNotes: '<p>New</p>' } };
    expect(await source.check()).toEqual({ version: '1.2.0', notes: 'New' });
  });

  it('tells its progress while it downloads, and to nobody afterwards', async () => {
    const { updater, source } = made();
    const told: number[] = [];
    await source.download((percent) => told.push(percent), new AbortController().signal);
    updater.emit('download-progress', { percent: 50 });
    expect(told).toEqual([40]);
  });

  it('gives a download up when it is told to, and hangs up: the library would let the server go on', async () => {
    const { updater, source } = made();
    await source.download(() => undefined, new AbortController().signal);
    updater.slow = true;
    const cancelling = new AbortController();
    const coming = source.download(() => undefined, cancelling.signal);
    cancelling.abort();
    await expect(coming).rejects.toThrow('cancelled');
    expect(updater.hungUp).toEqual(['the file']);
  });

  it('installs silently and starts the new version, for which there is room', () => {
    const { updater, source, room } = made();
    expect(source.install()).toBe(true);
    expect(updater.calls).toEqual([[true, true]]);
    expect(room).toHaveBeenCalledOnce();
  });

  it('that could not install says so', () => {
    const { updater, source } = made();
    updater.brokenInstall = true;
    expect(source.install()).toBe(false);
  });
});
