import { expect, test } from 'vitest';
import type { CapturedAttempt } from '../accounts';
import { harOf } from './har';

const attempt: CapturedAttempt = {
  id: 'a-1',
  kind: 'refresh',
  by: 'you',
  at: Date.UTC(2026, 0, 1),
  outcome: 'failed',
  dropped: 0,
  steps: [
    {
      at: Date.UTC(2026, 0, 1),
      request: {
        method: 'POST',
        url: 'https://as.example/token',
        query: [['v', '1']],
        headers: [['accept', 'application/json']],
        body: [
          ['grant_type', 'refresh_token'],
          ['refresh_token', '••••9f2c#1a2b3c4d'],
        ],
        encoding: 'form',
      },
      answer: {
        kind: 'reply',
        status: 400,
        headers: [['content-type', 'application/json']],
        at: Date.UTC(2026, 0, 1) + 120,
        contentType: 'application/json',
        form: 'json',
        text: '{\n  "error": "invalid_grant"\n}',
        bytes: 25,
        cut: false,
      },
    },
    {
      at: Date.UTC(2026, 0, 1) + 200,
      request: { method: 'GET', url: 'https://as.example/me', query: [], headers: [], body: [], encoding: 'none' },
      answer: { kind: 'lost', reason: 'timed_out', detail: 'no answer', at: Date.UTC(2026, 0, 1) + 30_200 },
    },
  ],
};

test('an attempt is a page of HAR 1.2, each step an entry with all that the format wants', () => {
  const { log } = harOf([attempt], '1.2.3') as {
    log: { version: string; creator: object; pages: object[]; entries: Record<string, object>[] };
  };
  expect(log.version).toBe('1.2');
  expect(log.creator).toEqual({ name: 'Latchkey', version: '1.2.3' });
  expect(log.pages).toMatchObject([{ id: 'a-1', startedDateTime: '2026-01-01T00:00:00.000Z', pageTimings: {} }]);
  expect(log.entries).toHaveLength(2);
  for (const entry of log.entries) {
    expect(Object.keys(entry)).toEqual(
      expect.arrayContaining(['startedDateTime', 'time', 'request', 'response', 'cache', 'timings']),
    );
    expect(Object.keys(entry['request'] ?? {})).toEqual(
      expect.arrayContaining([
        'method',
        'url',
        'httpVersion',
        'cookies',
        'headers',
        'queryString',
        'headersSize',
        'bodySize',
      ]),
    );
    expect(Object.keys(entry['response'] ?? {})).toEqual(
      expect.arrayContaining([
        'status',
        'statusText',
        'httpVersion',
        'cookies',
        'headers',
        'content',
        'redirectURL',
        'headersSize',
        'bodySize',
      ]),
    );
  }
  expect(log.entries[0]).toMatchObject({
    time: 120,
    request: { url: 'https://as.example/token?v=1', postData: { mimeType: 'application/x-www-form-urlencoded' } },
    response: { status: 400, content: { size: 25, text: '{\n  "error": "invalid_grant"\n}' } },
  });
  expect(log.entries[1]).toMatchObject({ response: { status: 0, _error: 'timed_out: no answer' } });
});
