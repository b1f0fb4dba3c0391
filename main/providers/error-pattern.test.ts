import { describe, expect, it } from 'vitest';
import { checkErrorPattern, compileErrorPattern, longestMatchedText } from './error-pattern';

describe('an error pattern', () => {
  it.each(['^(\\d+):Error:\\s*([\\s\\S]*)$', '^([A-Z]{1,9})-(.*)$', '^(?<code>\\d+)(?: )?(.*)$', '(\\d)[)+*](.)'])(
    '%s is taken',
    (pattern) => {
      expect(checkErrorPattern(pattern)).toBeNull();
      expect(compileErrorPattern(pattern)).toBeInstanceOf(RegExp);
    },
  );

  it.each([
    ['no regular expression', '(\\d+', /is not a regular expression/],
    ['a backslash at its end', '(a)(b)\\', /is not a regular expression/],
    ['three groups', '(a)(b)(c)', /has 3 groups/],
    ['a repeated group', '^((?:a+)+)(b)$', /repeats a group/],
    ['a repeated choice', '^((?:a|a)*)(b)$', /repeats a group/],
    ['a counted group', '^((?:a){50})(b)$', /repeats a group/],
    ['a reference back', '^(a)(b)\\1$', /refers back/],
    ['a named reference back', '^(?<a>a)(b)\\k<a>$', /refers back/],
    ['many repetitions', '^(a*a*a*)(a*)$', /has 4 repetitions.*: 3 at most/],
    ['many repetitions without an anchor', '(a*)(a*a*)', /has 3 repetitions.*: 2 at most/],
    ['too much text', `(a)(${'b'.repeat(300)})`, /longer than 200/],
  ])('with %s is refused', (_what, pattern, reason) => {
    expect(checkErrorPattern(pattern)).toMatch(reason);
    expect(compileErrorPattern(pattern)).toBeNull();
  });

  it('of the worst shape that is taken comes to its end on the longest text', () => {
    const pattern = compileErrorPattern('^(a*)(a*a*)b$');
    expect(pattern?.test('a'.repeat(longestMatchedText))).toBe(false);
  });
});
