import { expect, it } from 'vitest';
import { isForThisMachine, updateFlags } from './app-package.mjs';

const others = process.platform === 'linux' ? ['--mac', '--win'] : ['--linux'];

it('packages with the runtime that is here only for this system and processor', () => {
  expect(isForThisMachine(['--dir'])).toBe(true);
  expect(isForThisMachine([`--${process.arch}`, '--dir'])).toBe(true);
  expect(isForThisMachine(others)).toBe(false);
  expect(isForThisMachine(['--universal'])).toBe(false);
});

it('packs a place for updates only where the release names one, and never with the trial runtime', () => {
  const env = { LATCHKEY_UPDATES: 'some-one/latchkey' };
  expect(updateFlags({ kind: 'official' }, {})).toEqual([]);
  expect(updateFlags({ kind: 'trial' }, env)).toEqual([]);
  expect(updateFlags({ kind: 'official' }, env)).toEqual([
    '-c.publish.provider=github',
    '-c.publish.owner=some-one',
    '-c.publish.repo=latchkey',
  ]);
  expect(() => updateFlags({ kind: 'official' }, { LATCHKEY_UPDATES: 'https://elsewhere.example' })).toThrow(
    'owner/name',
  );
});
