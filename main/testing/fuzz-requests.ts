/**
 * Every request of the contract with inputs of wrong types and sizes, through the very gate that windows come in by (desktop/ipc.ts). Behind
 * it stands a handler that only looks at what was let through.
 */
import { requests, type Answer, type RequestName } from '../../preload/contract';
import { serveRequests, type Handlers } from '../desktop/ipc';
import { randomFrom, type Random } from '../oauth/fuzz/random';

export { randomFrom };

export interface ChannelReport {
  readonly name: RequestName;
  readonly tried: number;
  /** Answered by a refusal before its handler. */
  readonly refused: number;
  /** Let through to its handler, as the contract says. */
  readonly accepted: number;
  /** Threw, answered without an envelope, let a foreign sender in, or let through what the contract does not say. */
  readonly crashed: number;
}

type Gate = Parameters<typeof serveRequests>;
type Contents = Parameters<Gate[2]>[0];
type Listener = (event: object, input: unknown) => Promise<Answer<unknown>>;

/** No request takes more, by far: a backup is picked by main, a pasted text of another tool has 8 MiB. UTF-16 units of JSON. */
const MOST = 10 * 1024 * 1024;

/**
 * @param seed repeats a run
 * @param rounds how many inputs each channel gets
 */
export async function fuzzRequests(seed: number, rounds: number): Promise<readonly ChannelReport[]> {
  const random = randomFrom(seed);
  const listeners = new Map<string, Listener>();
  let reached: unknown;
  let isReached = false;
  const handler = (input: unknown): null => {
    [reached, isReached] = [input, true];
    return null;
  };
  const names = Object.keys(requests) as RequestName[];
  const handlers = Object.fromEntries(names.map((name) => [name, handler])) as unknown as Handlers;
  const mainFrame = { url: 'app://latchkey/index.html' };
  const ours = { mainFrame } as unknown as Contents;
  const ipcMain = {
    handle: (channel: string, listener: unknown) => void listeners.set(channel, listener as Listener),
  };
  let reported = 0;
  serveRequests(
    ipcMain,
    Promise.resolve(handlers),
    (contents) => contents === ours,
    () => (reported += 1),
    () => 0,
  );

  /** Whether it went as it should: refused, accepted, or crashed. */
  const tryOne = async (name: RequestName): Promise<'refused' | 'accepted' | 'crashed'> => {
    const foreign = random.chance(8);
    const event = foreign ? random.oneOf(foreignSenders(ours)) : { sender: ours, senderFrame: mainFrame };
    [isReached, reached] = [false, undefined];
    const before = reported;
    try {
      const answer = await listeners.get(`latchkey:${name}`)?.(event, inputFor(name, random));
      if (answer === undefined || reported > before) return 'crashed';
      if (!answer.ok) return isReached ? 'crashed' : 'refused';
      return !foreign && isReached && isSound(name, reached) ? 'accepted' : 'crashed';
    } catch {
      return 'crashed';
    }
  };

  const reports: ChannelReport[] = [];
  for (const name of names) {
    const counts = { refused: 0, accepted: 0, crashed: 0 };
    for (let round = 0; round < rounds; round += 1) counts[await tryOne(name)] += 1;
    reports.push({ name, tried: rounds, ...counts });
  }
  return reports;
}

/** What was let through is what the contract says, once more, and of a size that main can hold. */
function isSound(name: RequestName, input: unknown): boolean {
  return requests[name].safeParse(input).success && (JSON.stringify(input) ?? '').length <= MOST;
}

function foreignSenders(ours: Contents): readonly object[] {
  const ownPage = { url: 'app://latchkey/index.html' };
  return [
    { sender: { mainFrame: ownPage }, senderFrame: ownPage },
    { sender: ours, senderFrame: ownPage },
    { sender: ours, senderFrame: null },
    { sender: ours, senderFrame: { url: 'https://evil.example/app://latchkey/index.html' } },
  ];
}

/** Now and then an object with the request's own fields, so that what lies behind the first check is reached too. */
export function inputFor(name: RequestName, random: Random): unknown {
  const schema: unknown = requests[name];
  const fields = shapeOf(schema);
  if (fields.length === 0 || random.chance(4)) return hostileValue(random, 0);
  const chosen = random.chance(4) ? fields.slice(random.below(fields.length)) : fields;
  const input: Record<string, unknown> = Object.fromEntries(chosen.map((field) => [field, likelyValue(random)]));
  if (random.chance(8)) input[random.oneOf(['__proto__', 'constructor', 'more', ''])] = hostileValue(random, 0);
  return input;
}

function shapeOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null || !('shape' in schema)) return [];
  return Object.keys(schema.shape as object);
}

/** Mostly what a field may be. */
function likelyValue(random: Random): unknown {
  if (random.chance(3)) return hostileValue(random, 0);
  return random.oneOf<unknown>(['a', 'token', '', null, true, false, 0, 1, 60, [], ['a'], {}, 'https://a.example/b']);
}

function hostileValue(random: Random, depth: number): unknown {
  const inner = (): unknown => (depth > 3 ? null : hostileValue(random, depth + 1));
  return random.oneOf<() => unknown>([
    () => undefined,
    () => null,
    () => random.oneOf([Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, 2 ** 53, -0, 10n ** 30n]),
    () =>
      random.oneOf([
        '',
        ' ',
        '\0',
        '\u202e',
        '../../etc/passwd',
        '__proto__',
        '${7*7}',
        'javascript:alert(1)',
        '\ud800',
      ]),
    () => 'x'.repeat(random.oneOf([300, 5000, 70_000])),
    () => (random.chance(40) ? 'x'.repeat(12 * 1024 * 1024) : 'y'),
    () => Array.from({ length: random.oneOf([0, 1, 3, 2000]) }, () => (depth > 0 ? 'a' : inner())),
    () => ({ a: inner(), [random.oneOf(['length', 'then', 'toString', 'accountId'])]: inner() }),
    () => JSON.parse('{"__proto__":{"accountId":"a"},"constructor":{"prototype":1}}') as unknown,
    () => new Map([['accountId', 'a']]),
    () => new Date(Number.NaN),
    () => new Uint8Array(random.below(1000)),
    () => new Error('input'),
    () => deep(200),
  ])();
}

function deep(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = { value };
  return value;
}
