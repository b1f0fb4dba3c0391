import { expect, test } from 'vitest';
import { groupsOf } from './fault-groups';

test('faults stand in their groups, in the order given, and a group without any is not there', () => {
  expect(groupsOf(['odd_cut', 'server_error', 'slow', 'invalid_token'])).toEqual([
    { group: 'refusals', faults: ['server_error', 'invalid_token'] },
    { group: 'connection', faults: ['slow'] },
    { group: 'odd', faults: ['odd_cut'] },
  ]);
});
