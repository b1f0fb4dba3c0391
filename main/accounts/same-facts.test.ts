import { expect, it } from 'vitest';
import { Secret } from '../oauth';
import { sameFacts } from './same-facts';

it.each([
  [1, 1, true],
  [null, undefined, false],
  [null, {}, false],
  ['a', 'b', false],
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [{ a: { b: [1, 2] } }, { a: { b: [1, 2] } }, true],
  [{ a: { b: [1, 2] } }, { a: { b: [2, 1] } }, false],
  [[], {}, false],
  [['a'], ['a', 'b'], false],
  [new Secret('x'), new Secret('x'), true],
  // Their fields are hidden: compared as objects, all secrets would be the same.
  [new Secret('x'), new Secret('y'), false],
  [{ key: new Secret('x') }, { key: new Secret('y') }, false],
  [new Secret('x'), 'x', false],
  [new Secret('x'), null, false],
])('%o and %o: %s', (one, other, same) => {
  expect(sameFacts(one, other)).toBe(same);
});
