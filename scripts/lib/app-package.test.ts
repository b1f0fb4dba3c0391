import { expect, it } from 'vitest';
import { isForThisMachine } from './app-package.mjs';

const others = process.platform === 'linux' ? ['--mac', '--win'] : ['--linux'];

it('packages with the runtime that is here only for this system and processor', () => {
  expect(isForThisMachine(['--dir'])).toBe(true);
  expect(isForThisMachine([`--${process.arch}`, '--dir'])).toBe(true);
  expect(isForThisMachine(others)).toBe(false);
  expect(isForThisMachine(['--universal'])).toBe(false);
});
