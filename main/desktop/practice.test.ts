/** The practice server's coming and going, however fast its switch is pressed. */
import { expect, it, onTestFinished } from 'vitest';
import { clientBook } from '../accounts';
import { FakeClientRecords } from '../accounts/fakes';
import { catalogue } from '../providers';
import { practice, type PracticeMemory } from './practice';

function setUp() {
  let memory: PracticeMemory = { enabled: false, port: null, state: null, settings: null };
  const ports = new Set<number>();
  let made = 0;
  const clients = clientBook(
    new FakeClientRecords(),
    (id) => catalogue().find((provider) => provider.id === id),
    () => `client-${(made += 1)}`,
    () => undefined,
  );
  const subject = practice({
    clients,
    memory: () => memory,
    remember(next) {
      memory = next;
      if (next.port !== null) ports.add(next.port);
    },
    changed: () => undefined,
  });
  onTestFinished(() => subject.stop());
  /** Those of its servers that still answer. */
  const answering = async (): Promise<readonly number[]> => {
    const asked = [...ports].map(async (port) => {
      const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
      return answer === null ? [] : [port];
    });
    return (await Promise.all(asked)).flat();
  };
  return { subject, clients, ports, answering, memory: () => memory };
}

it('starts one server for two clicks, with one client for each of its registrations', async () => {
  const { subject, clients, ports, answering } = setUp();
  expect(await Promise.all([subject.start(), subject.start()])).toEqual([{ kind: 'ok' }, { kind: 'ok' }]);
  expect(ports.size).toBe(1);
  const registered = clients.all().map(({ practice: registration }) => registration);
  expect(new Set(registered).size).toBe(registered.length);
  await subject.stop();
  expect(await answering()).toEqual([]);
});

it('ends what was just being started: off is off', async () => {
  const { subject, answering, memory } = setUp();
  const starting = subject.start();
  await subject.stop();
  await starting;
  expect(subject.view().running).toBe(false);
  expect(memory().enabled).toBe(false);
  expect(await answering()).toEqual([]);
});
