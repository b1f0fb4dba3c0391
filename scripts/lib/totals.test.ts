import { describe, expect, it } from 'vitest';
import { addCounts, countPlaywright, countVitest, exitCodeOf, totalLine } from './totals.mjs';

const passedSuite = { status: 'passed', assertionResults: [{}] };

describe('counting unit tests', () => {
  it('takes the counts of the report', () => {
    const report = { numPassedTests: 12, numFailedTests: 2, numPendingTests: 1, testResults: [passedSuite] };
    expect(countVitest(report, 1)).toEqual({ passed: 12, failed: 2, skipped: 1 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    const report = { numPassedTests: 3, testResults: [passedSuite, { status: 'failed', assertionResults: [] }] };
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('counts a runner that crashed without a report as one failure', () => {
    expect(countVitest(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('counting end-to-end tests', () => {
  it('counts a flaky test as failed', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 } };
    expect(countPlaywright(report, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('counts an error outside of any test as one failure', () => {
    expect(countPlaywright({ stats: { expected: 5, unexpected: 0 } }, 1)).toMatchObject({ passed: 5, failed: 1 });
  });
});

describe('the total', () => {
  it('is one plain line', () => {
    const total = addCounts([
      { passed: 3, failed: 0, skipped: 1 },
      { passed: 4, failed: 2, skipped: 0 },
    ]);
    expect(totalLine(total)).toBe('7 passed, 2 failed');
  });

  it.each([
    { counts: { passed: 1, failed: 0, skipped: 0 }, code: 0 },
    { counts: { passed: 9, failed: 1, skipped: 0 }, code: 1 },
    { counts: { passed: 0, failed: 0, skipped: 3 }, code: 1 },
  ])('ends with exit code $code for $counts', ({ counts, code }) => {
    expect(exitCodeOf(counts)).toBe(code);
  });
});
