import { expect, test } from 'vitest';
import type { ExpiryView } from '../../preload/contract';
import { endOf } from './tokensEnd';

const at = (time: number): ExpiryView => ({ kind: 'at', at: time, source: 'expires_in' });

test('of several tokens the first end that is still to come is told', () => {
  expect(endOf([at(300), at(100), at(200)], 150)).toEqual({ kind: 'at', at: 200, first: true });
  expect(endOf([at(100), { kind: 'never' }], 150)).toEqual({ kind: 'at', at: 100, first: true });
});

test('of one token its end, or that there is none, or that it is not known', () => {
  expect(endOf([at(100)], 50)).toEqual({ kind: 'at', at: 100, first: false });
  expect(endOf([{ kind: 'never' }], 50)).toEqual({ kind: 'never' });
  expect(endOf([{ kind: 'unknown' }], 50)).toEqual({ kind: 'unknown' });
  expect(endOf([{ kind: 'unknown' }, { kind: 'never' }], 50)).toEqual({ kind: 'none' });
});
