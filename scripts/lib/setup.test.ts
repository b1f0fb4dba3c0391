import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorityEntry } from './display.mjs';
import { isRecentFailure } from './official-runtime.mjs';
import { packagesMatch } from './packages.mjs';
import { cacheFolder } from './project.mjs';
import { fingerprint } from './sources.mjs';

describe('installed packages', () => {
  const wanted = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/for-mac': { version: '2.0.0', integrity: 'sha512-m', optional: true },
    },
  };

  it('are current when each one is there in its version, other platforms aside', () => {
    const installed = { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } };
    expect(packagesMatch(wanted, installed)).toBe(true);
  });

  it.each([
    ['nothing is installed', undefined],
    ['one is missing', { packages: {} }],
    ['one has another version', { packages: { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } } }],
    [
      'there is one too many',
      {
        packages: {
          'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
          'node_modules/old': { version: '1.0.0' },
        },
      },
    ],
  ])('are stale when %s', (_, installed) => {
    expect(packagesMatch(wanted, installed)).toBe(false);
  });
});

describe('a failed download of the official runtime', () => {
  const now = Date.UTC(2025, 0, 2);
  const hour = 60 * 60_000;

  it.each([
    ['an hour ago', { at: now - hour }, true],
    ['two days ago', { at: now - 48 * hour }, false],
    ['in the future, by a changed clock', { at: now + hour }, false],
    ['never', undefined, false],
    ['in a damaged record', { at: 'yesterday' }, false],
  ])('that happened %s', (_, record, recent) => {
    expect(isRecentFailure(record, now)).toBe(recent);
  });
});

describe('the cache folder', () => {
  it('follows an absolute XDG_CACHE_HOME and ignores a relative one', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me' })).toBe('/var/cache/me/latchkey');
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative' })).not.toContain('relative');
  });
});

it('writes an X authority entry for every display', () => {
  const cookie = Buffer.alloc(16, 7);
  const entry = authorityEntry(cookie);
  expect(entry.subarray(0, 8).toString('hex')).toBe('ffff000000000012');
  expect(entry.subarray(8, 26).toString()).toBe('MIT-MAGIC-COOKIE-1');
  expect(entry.subarray(26, 28).toString('hex')).toBe('0010');
  expect(entry.subarray(28)).toEqual(cookie);
});

describe('a fingerprint of sources', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-sources-'));
    mkdirSync(join(folder, 'main'));
    writeFileSync(join(folder, 'main', 'a.ts'), 'one');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const taken = () => fingerprint(folder, ['main', 'missing'], (name) => !name.endsWith('.test.ts'));

  it('stays the same for the same sources', () => {
    expect(taken()).toBe(taken());
  });

  it('changes with a content, a name and a new file, but not with a test', () => {
    const before = taken();
    writeFileSync(join(folder, 'main', 'a.test.ts'), 'test');
    expect(taken()).toBe(before);
    writeFileSync(join(folder, 'main', 'b.ts'), '');
    const withNewFile = taken();
    expect(withNewFile).not.toBe(before);
    writeFileSync(join(folder, 'main', 'a.ts'), 'two');
    expect(taken()).not.toBe(withNewFile);
  });
});
