import { expect, it } from 'vitest';
import { archiver, isForThisMachine, releaseFlags } from './app-package.mjs';

const others = process.platform === 'linux' ? ['--mac', '--win'] : ['--linux'];

it('packages with the runtime that is here only for this system and processor', () => {
  expect(isForThisMachine(['--dir'])).toBe(true);
  expect(isForThisMachine([`--${process.arch}`, '--dir'])).toBe(true);
  expect(isForThisMachine(others)).toBe(false);
  expect(isForThisMachine(['--universal'])).toBe(false);
  expect(isForThisMachine(['--linux', 'AppImage'])).toBe(process.platform === 'linux');
  expect(isForThisMachine(['--linux'])).toBe(false);
});

it('packs a place for updates only where the release names one, and never with the trial runtime', () => {
  const env = { LATCHKEY_REPOSITORY: 'some-one/latchkey' };
  const homepage = '-c.extraMetadata.homepage=https://github.com/some-one/latchkey';
  expect(releaseFlags({ kind: 'official' }, {})).toEqual([]);
  expect(releaseFlags({ kind: 'trial' }, env)).toEqual([homepage]);
  expect(releaseFlags({ kind: 'official' }, env)).toEqual([
    homepage,
    '-c.publish.provider=github',
    '-c.publish.owner=some-one',
    '-c.publish.repo=latchkey',
  ]);
  expect(() => releaseFlags({ kind: 'official' }, { LATCHKEY_REPOSITORY: 'https://elsewhere.example' })).toThrow(
    'owner/name',
  );
});

it('the system’s 7-Zip packs archives where there is one and no other is named', () => {
  const has = (file: string): boolean => file === '/usr/bin/7za';
  expect(archiver({ PATH: '/bin:/usr/bin' }, has)).toEqual({ ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za' });
  expect(archiver({ PATH: '/bin' }, has)).toEqual({});
  expect(archiver({}, has)).toEqual({});
  expect(archiver({ PATH: '/usr/bin', ELECTRON_BUILDER_7ZIP_PATH: '/opt/7za' }, has)).toEqual({});
});
