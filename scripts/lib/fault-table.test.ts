import { expect, test } from 'vitest';
import { faultTable } from './fault-table.mjs';

const row = { fault: 'killed', injected: 10, survived: 10, grantsLost: 0, recordsDamaged: 0, extraRequests: 0 };
const text = (...rows: readonly object[]): string => rows.map((each) => `${JSON.stringify(each)}\n`).join('');

test('one line a fault, with what there is to say besides', () => {
  const { text: table, harmless } = faultTable(text(row, { ...row, fault: 'a longer name', note: '2 Uncertain' }));
  expect(table.split('\n')).toEqual([
    '  fault          injected  survived  lost  damaged  extra requests',
    '  killed               10        10     0        0               0',
    '  a longer name        10        10     0        0               0  2 Uncertain',
  ]);
  expect(harmless).toBe(true);
});

test.each([{ survived: 9 }, { grantsLost: 1 }, { recordsDamaged: 1 }, { extraRequests: 1 }])(
  'harm is harm: %o',
  (harm) => {
    expect(faultTable(text(row, { ...row, ...harm })).harmless).toBe(false);
  },
);
