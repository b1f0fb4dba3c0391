/** The exchange of what comes before there is a client: a look for metadata, a registration. */
import { expect, it } from 'vitest';
import { Secret, type TokenRequest } from '../oauth';
import { answer, FakeHistoryRecords, FakeServer, T0 } from './fakes';
import { histories } from './histories';
import type { Errand } from './history';

const request: TokenRequest = {
  url: 'https://id.example/register',
  method: 'POST',
  headers: {},
  query: new Secret(''),
  body: new Secret(''),
};

function setUp(reply: ReturnType<typeof answer>) {
  const records = new FakeHistoryRecords();
  const tasks: (() => void)[] = [];
  const nobody = { find: () => undefined, findKept: () => undefined };
  const kept = histories({
    records,
    book: nobody,
    findClient: () => undefined,
    now: () => T0,
    newId: () => 'attempt-1',
    later: (task) => tasks.push(task),
    changed: () => undefined,
    damaged: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  const send = kept.recording(new FakeServer(reply).send);
  const turn = (): void => tasks.splice(0).forEach((task) => task());
  return { kept, records, send, turn };
}

const errand = (part: Partial<Errand>): Errand => ({
  key: {},
  kind: 'discover',
  by: 'you',
  accountId: null,
  client: undefined,
  ...part,
});

it('is kept apart from clients and in memory, with a server’s metadata readable', async () => {
  const { kept, records, send, turn } = setUp(answer({ token_endpoint: 'https://id.example/oauth2/token' }));
  const look = errand({});
  await send(request, look);
  kept.concluded(look, 'failed');
  turn();
  expect(kept.loose(null)).toMatchObject([{ kind: 'discover', outcome: 'failed' }]);
  expect(kept.loose('client-1')).toEqual([]);
  expect(JSON.stringify(kept.loose(null))).toContain('https://id.example/oauth2/token');
  await kept.settled();
  expect(records.saved.size).toBe(0);
});

it('is masked by what became known to be secret after the answer was read', async () => {
  const { kept, send, turn } = setUp(answer({ client_id: 'c', message: 'keep rat-1 safe' }, 201));
  const secrets: Secret[] = [];
  await send(request, errand({ kind: 'register', secrets }));
  secrets.push(new Secret('rat-1'));
  turn();
  expect(JSON.stringify(kept.loose(null))).toContain('keep');
  expect(JSON.stringify(kept.loose(null))).not.toContain('rat-1');
});
