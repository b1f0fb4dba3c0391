import { expect, test } from 'vitest';
import { shownStep } from './guide';

test.each([
  ['offered while there is no account', null, false, false, 'meet'],
  ['not offered once there are accounts', null, true, false, null],
  ['not offered again after it was put away', null, false, true, null],
  ['goes on after its own account is connected', 'use', true, false, 'use'],
  ['shown whenever the help is asked for it', 'meet', true, true, 'meet'],
] as const)('%s', (_name, at, hasAccounts, done, shown) => {
  expect(shownStep(at, hasAccounts, done)).toBe(shown);
});
