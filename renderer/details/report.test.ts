import { describe, expect, it } from 'vitest';
import type { CapturedAttemptView } from '../../preload/contract';
import type { Words } from '../messages/words';
import { eventWords, failureWords } from './event-words';
import { reportOf } from './report';

/** Keys in the place of sentences. */
const words = {
  t: (key: string, values: Readonly<Record<string, unknown>> = {}) => [key, ...Object.values(values)].join(' '),
} as unknown as Words;

const attempt: CapturedAttemptView = {
  id: 'a-1',
  kind: 'refresh',
  by: 'you',
  at: Date.UTC(2026, 0, 1),
  outcome: 'failed',
  dropped: 2,
  steps: [
    {
      at: 1000,
      request: {
        method: 'POST',
        url: 'https://as.example/token',
        query: [['v', '1']],
        headers: [['accept', 'application/json']],
        body: [['refresh_token', '••••9f2c#1a2b3c4d']],
        encoding: 'form',
      },
      answer: {
        kind: 'reply',
        status: 400,
        headers: [['server', 'nginx']],
        at: 1042,
        contentType: 'text/plain',
        form: 'text',
        text: 'a ``` within',
        bytes: 12,
        cut: true,
      },
    },
    {
      at: 2000,
      request: { method: 'GET', url: 'https://as.example/me', query: [], headers: [], body: [], encoding: 'none' },
      answer: { kind: 'lost', reason: 'timed_out', detail: 'no answer after 30 s', at: 32_000 },
    },
  ],
};

describe('a report', () => {
  const report = reportOf(
    attempt,
    { provider: 'Acme', providerId: 'acme', grant: 'password' },
    { appVersion: '1.2.3', electron: '45.4.1', chromium: '140', platform: 'linux' },
    words,
  );

  it('says what, when, where and by which program', () => {
    expect(report).toMatch(/^# exchange\.report\.title exchange\.kind\.refresh exchange\.outcome\.failed\n/);
    expect(report).toContain('2026-01-01T00:00:00.000Z');
    expect(report).toContain('Acme acme password');
    expect(report).toContain('- Latchkey 1.2.3, Electron 45.4.1, Chromium 140, linux');
  });

  it('has every step as code, numbered as it was sent, whatever is in it', () => {
    expect(report).toContain('## exchange.step 3 (exchange.took 42)');
    expect(report).toContain(
      '```\nPOST https://as.example/token\n? v=1\naccept: application/json\n\nrefresh_token=••••9f2c#1a2b3c4d\n```',
    );
    expect(report).toContain('````\nHTTP 400\nserver: nginx\n\na ``` within\n…\n````');
    expect(report).toContain('exchange.lost error.timed_out.what\nno answer after 30 s');
  });
});

describe('words of a later Latchkey', () => {
  it('are shown as they are', () => {
    expect(failureWords({ code: 'from_the_future' }, words)).toBe('from_the_future');
    expect(eventWords({ kind: 'copied', by: 'you', form: 'hologram' }, words)).toBe('history.copied hologram');
    expect(eventWords({ kind: 'copied', by: 'you', form: 'curl' }, words)).toBe('history.copied history.form.curl');
  });
});
