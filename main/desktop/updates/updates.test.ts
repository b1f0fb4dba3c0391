import { describe, expect, it } from 'vitest';
import { updates, type FoundUpdate, type UpdateSource } from './updates';

const DAY = 24 * 60 * 60_000;
const next: FoundUpdate = { version: '1.2.0', notes: 'What is new' };

/** An update source whose answers are written down, and all that the machine is handed. */
function bench({
  unavailable = null,
  found = next,
}: { readonly unavailable?: 'trial' | null; readonly found?: FoundUpdate | null } = {}) {
  const world = {
    now: 1_000,
    mayLook: true,
    found,
    fails: null as Error | null,
    loaded: 0,
    installs: true,
    /** Takes for ever, and longer. */
    slow: false,
    quits: 0,
    asked: [] as string[],
    views: [] as string[],
    timers: [] as { readonly ms: number; readonly task: () => void }[],
  };
  const source: UpdateSource = {
    async check() {
      world.asked.push('check');
      if (world.fails !== null) throw world.fails;
      return world.found;
    },
    async download(progress, signal) {
      world.asked.push('download');
      if (world.slow) {
        progress(30);
        await new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('cancelled')));
        });
        progress(40);
      }
      for (const percent of [10.2, 10.9, 55, 101]) progress(percent);
      if (world.fails !== null) throw world.fails;
    },
    install() {
      world.asked.push('install');
      return world.installs;
    },
  };
  const subject = updates({
    unavailable,
    async source() {
      world.loaded += 1;
      return source;
    },
    mayLook: () => world.mayLook,
    now: () => world.now,
    later(task, ms) {
      const timer = { ms, task };
      world.timers.push(timer);
      return () => void (world.timers = world.timers.filter((other) => other !== timer));
    },
    changed() {
      const view = subject.view();
      world.views.push(view.kind === 'downloading' ? `downloading ${view.percent}` : view.kind);
    },
    quit: () => void (world.quits += 1),
  });
  /** Lets the time of the only timer come. */
  const timePasses = async (): Promise<void> => {
    const [timer] = world.timers.splice(0, 1);
    timer?.task();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { subject, world, timePasses };
}

describe('looking for updates', () => {
  it('begins half a minute after the start, goes on once a day, and loads nothing before', async () => {
    const { subject, world, timePasses } = bench({ found: null });
    subject.schedule();
    subject.schedule();
    expect(world.timers.map(({ ms }) => ms)).toEqual([30_000]);
    expect(world.loaded).toBe(0);
    await timePasses();
    expect(world.timers.map(({ ms }) => ms)).toEqual([DAY]);
    await timePasses();
    expect(world.asked).toEqual(['check', 'check']);
    expect(world.loaded).toBe(1);
    expect(subject.view()).toEqual({ kind: 'idle', checkedAt: 1_000 });
  });

  it('by hand is the look of that day', async () => {
    const { subject, world } = bench({ found: null });
    subject.schedule();
    await subject.check();
    expect(world.timers.map(({ ms }) => ms)).toEqual([DAY]);
    expect(world.asked).toEqual(['check']);
  });

  it('is left alone by somebody who does not want it, until it is asked for', async () => {
    const { subject, world } = bench();
    world.mayLook = false;
    subject.schedule();
    expect(world.timers).toEqual([]);
    await subject.check();
    expect(subject.view()).toMatchObject({ kind: 'found', version: '1.2.0', putOff: false });
  });

  it('ends when it is switched off', () => {
    const { subject, world } = bench();
    subject.schedule();
    world.mayLook = false;
    subject.schedule();
    expect(world.timers).toEqual([]);
  });

  it('never happens where there can be no updates', async () => {
    const { subject, world } = bench({ unavailable: 'trial' });
    subject.schedule();
    await subject.check();
    await subject.download();
    subject.install();
    expect(world.timers).toEqual([]);
    expect(world).toMatchObject({ loaded: 0, quits: 0, asked: [] });
    expect(subject.view()).toEqual({ kind: 'unavailable', why: 'trial' });
    expect(subject.installAtTheEnd()).toBe('none');
  });

  it('that fails says why and can be done again', async () => {
    const { subject, world } = bench();
    world.fails = new Error('net::ERR_INTERNET_DISCONNECTED');
    await subject.check();
    expect(subject.view()).toEqual({
      kind: 'failed',
      step: 'check',
      why: 'unreachable',
      detail: 'net::ERR_INTERNET_DISCONNECTED',
    });
    world.fails = null;
    await subject.check();
    expect(subject.view()).toMatchObject({ kind: 'found' });
  });
});

describe('an update', () => {
  it('is not downloaded before it is asked for', async () => {
    const { subject, world } = bench();
    await subject.check();
    subject.install();
    expect(world.asked).toEqual(['check']);
    expect(world.quits).toBe(0);
  });

  it('is downloaded with whole percents, and installed at the end of the app only', async () => {
    const { subject, world } = bench();
    await subject.check();
    await subject.download();
    expect(world.views).toEqual([
      'checking',
      'found',
      'downloading 0',
      'downloading 10',
      'downloading 55',
      'downloading 100',
      'ready',
    ]);
    expect(subject.installAtTheEnd()).toBe('none');
    subject.install();
    expect(world.quits).toBe(1);
    expect(world.asked).not.toContain('install');
    expect(subject.installAtTheEnd()).toBe('begun');
    expect(world.asked).toContain('install');
  });

  it('that cannot be begun at the end is told to whoever ends the app', async () => {
    const { subject, world } = bench();
    await subject.check();
    await subject.download();
    subject.install();
    world.installs = false;
    expect(subject.installAtTheEnd()).toBe('failed');
  });

  it('that is put off stays so through another look, and a newer one is said again', async () => {
    const { subject, world } = bench();
    await subject.check();
    subject.putOff();
    expect(subject.view()).toMatchObject({ kind: 'found', putOff: true });
    await subject.check();
    expect(subject.view()).toMatchObject({ kind: 'found', putOff: true });
    world.found = { version: '1.3.0', notes: '' };
    await subject.check();
    expect(subject.view()).toMatchObject({ kind: 'found', version: '1.3.0', putOff: false });
  });

  it('that is ready is not thrown away by another look, and can be put off', async () => {
    const { subject, world } = bench();
    await subject.check();
    await subject.download();
    await subject.check();
    subject.putOff();
    expect(subject.view()).toMatchObject({ kind: 'ready', putOff: true });
    expect(world.asked).toEqual(['check', 'download']);
  });

  it('that is cancelled while it comes is there to be downloaded again, and is no failure', async () => {
    const { subject, world } = bench();
    await subject.check();
    subject.cancelDownload();
    world.slow = true;
    const coming = subject.download();
    await new Promise((resolve) => setImmediate(resolve));
    expect(subject.view()).toMatchObject({ kind: 'downloading', percent: 30 });
    subject.cancelDownload();
    await coming;
    expect(subject.view()).toEqual({ kind: 'found', ...next, putOff: false });
    expect(subject.installAtTheEnd()).toBe('none');
    world.slow = false;
    await subject.download();
    expect(subject.view()).toMatchObject({ kind: 'ready' });
    subject.cancelDownload();
    expect(subject.view()).toMatchObject({ kind: 'ready' });
  });

  it('that is cancelled before it has begun is not asked for', async () => {
    const { subject, world } = bench();
    await subject.check();
    const coming = subject.download();
    subject.cancelDownload();
    await coming;
    expect(world.asked).toEqual(['check']);
    expect(subject.view()).toMatchObject({ kind: 'found' });
  });

  it('whose download fails can be downloaded again', async () => {
    const { subject, world } = bench();
    await subject.check();
    world.fails = Object.assign(new Error('sha512 checksum mismatch, expected a, got b'), {
      code: 'ERR_CHECKSUM_MISMATCH',
    });
    await subject.download();
    expect(subject.view()).toMatchObject({ kind: 'failed', step: 'download', why: 'not_genuine' });
    world.fails = null;
    await subject.download();
    expect(subject.view()).toMatchObject({ kind: 'ready' });
  });
});
