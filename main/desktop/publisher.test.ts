import { expect, it, onTestFinished, vi } from 'vitest';
import type { AppView } from '../../preload/contract';
import { publisher, type ViewMakers } from './publisher';

const makers = { clients: () => [], notices: () => [] } as unknown as ViewMakers;

const endOfTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function setUp(accounts: Readonly<Record<string, string>>) {
  const sent: [string, unknown][] = [];
  const published = publisher(
    makers,
    (id) => (id in accounts ? ({ id, label: accounts[id] } as AppView['accounts'][number]) : undefined),
    (channel, payload) => sent.push([channel, typeof payload === 'string' ? JSON.parse(payload) : payload]),
  );
  return { sent, published };
}

it('ten changes in one turn are one message, with each thing once', async () => {
  const { sent, published } = setUp({ a: 'A' });
  for (let i = 0; i < 5; i += 1) published.staleAccounts(['a']);
  for (let i = 0; i < 5; i += 1) published.stale('clients', 'notices');
  await endOfTurn();
  expect(sent).toEqual([
    [
      'latchkey:event:changed',
      { clients: [], notices: [], accounts: { changed: [{ id: 'a', label: 'A' }], removed: [] } },
    ],
  ]);
});

it('an account that is gone is told as removed', async () => {
  const { sent, published } = setUp({});
  published.staleAccounts(['a']);
  await endOfTurn();
  expect(sent[0]?.[1]).toEqual({ accounts: { changed: [], removed: ['a'] } });
});

it('changes are numbered, and a flush says how many there were', async () => {
  const serials: unknown[] = [];
  const published = publisher(
    makers,
    () => undefined,
    (_channel, _payload, serial) => serials.push(serial),
  );
  expect(published.flush()).toBe(0);
  published.stale('clients');
  expect(published.flush()).toBe(1);
  published.send('clipboard', { cleared: true });
  published.stale('clients');
  await endOfTurn();
  expect(serials).toEqual([1, undefined, 2]);
  expect(published.flush()).toBe(2);
});

it('nothing is sent when nothing changed', async () => {
  const { sent } = setUp({});
  await endOfTurn();
  expect(sent).toEqual([]);
});

it('what changed can be sent at once, and is not sent again', async () => {
  const { sent, published } = setUp({ a: 'A' });
  published.staleAccounts(['a']);
  published.flush();
  expect(sent).toHaveLength(1);
  await endOfTurn();
  expect(sent).toHaveLength(1);
});

it('a stream of changes is told in a few messages, the last state always', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const accounts: Record<string, string> = {};
  const { sent, published } = setUp(accounts);
  for (let change = 0; change <= 1000; change += 1) {
    accounts['a'] = `A ${change}`;
    published.staleAccounts(['a']);
    vi.advanceTimersByTime(1);
  }
  vi.runAllTimers();
  expect(sent.length).toBeLessThan(30);
  expect(sent.at(-1)?.[1]).toEqual({ accounts: { changed: [{ id: 'a', label: 'A 1000' }], removed: [] } });
});
