import { expect, it } from 'vitest';
import en from '../messages/en.json';
import zh from '../messages/zh-CN.json';
import { damageKey, placeKey } from './damage-words';

const outcomes = ['previous_loaded', 'set_aside', 'locked', 'newer_version'] as const;
const cases = (['account', 'client', 'journal', 'history', 'settings'] as const).flatMap((what) =>
  outcomes.map((outcome) => ({ what, outcome })),
);

function textOf(words: object, key: string): string {
  const found: unknown = key
    .split('.')
    .reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>>)[name], words);
  if (typeof found !== 'string') throw new Error(`${key} is no text`);
  return found;
}

it.each(cases)('a $what that is $outcome has words in both languages that say what becomes of the token', (damage) => {
  expect(textOf(en, damageKey(damage))).toMatch(/token|account is not refreshed/i);
  expect(textOf(zh, damageKey(damage))).toMatch(/token|刷新/);
  expect(textOf(zh, placeKey(damage))).toContain('{{file}}');
});

it.each(['account', 'client', 'journal'] as const)('a whole file of a %s is not called damaged', (what) => {
  for (const outcome of ['locked', 'newer_version'] as const) {
    expect(textOf(en, damageKey({ what, outcome }))).not.toContain('damaged');
    expect(textOf(zh, damageKey({ what, outcome }))).not.toContain('损坏');
    expect(placeKey({ what, outcome })).toBe('notices.leftAs');
  }
});
