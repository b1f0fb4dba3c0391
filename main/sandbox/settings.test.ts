import { describe, expect, it } from 'vitest';
import { changeSettings, DEFAULT_SETTINGS } from './settings';

describe('the settings', () => {
  it('start as the documents say', () => {
    expect(DEFAULT_SETTINGS).toMatchObject({
      sinaappAccessTokenLifetime: 7 * 24 * 3600,
      kaixinAccessTokenLifetime: 30 * 24 * 3600,
      refreshGrace: 24 * 3600,
      codeLifetime: 30,
    });
  });

  it('change one by one', () => {
    expect(changeSettings(DEFAULT_SETTINGS, { codeLifetime: 5 })).toEqual({ ...DEFAULT_SETTINGS, codeLifetime: 5 });
  });

  it.each([
    { sinaappAccessTokenLifetime: 0 },
    { sinaappAccessTokenLifetime: 1.5 },
    { kaixinAccessTokenLifetime: -1 },
    { refreshGrace: Number.NaN },
    { codeLifetime: Number.POSITIVE_INFINITY },
    { latency: -1 },
  ])('refuse %o', (change) => {
    expect(() => changeSettings(DEFAULT_SETTINGS, change)).toThrow(RangeError);
  });
});
