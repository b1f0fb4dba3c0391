/** Callback URLs at random, each with what must come of it. */
import type { Authorization } from '../authorize-request';
import { readCallback, type CallbackArrival } from '../callback';
import { matchesCallback } from '../callback-url';
import { Secret } from '../secret';
import { damage } from './disguise';
import type { Random } from './random';
import type { Fault } from './replies';

const callbackUrl = 'https://app.example/cb?keep=1';
const authorization: Authorization = {
  url: 'https://login.example/authorize',
  state: new Secret('STATE+/='),
  verifier: null,
  redirectUri: callbackUrl,
  callbackUrl,
  issuer: 'https://login.example',
  errorPattern: '^(\\d+):Error:\\s*([\\s\\S]*)$',
};

type Pair = readonly [string, string];

/** Makes one callback, reads it, and compares. */
export function tryCallback(random: Random): Fault {
  const code = `C${random.below(1e9)}+/=&?#%`;
  const good: Pair[] = [
    ['code', code],
    ['state', 'STATE+/='],
  ];
  const noise: Pair[] = random.shuffled<Pair>([
    ['session_state', '1'],
    ['x', '\u0000'],
    ['x', '2'],
    ['__proto__', 'y'],
    ['iss', 'https://login.example'],
    ['error', ''],
  ]);
  const some = noise.slice(0, random.below(noise.length + 1));
  const kind = random.below(4);
  const pairs = kind === 0 ? [...good, ...some] : spoiled(good, some, random);
  const arrival = kind === 3 ? randomArrival(random) : arrive(random.shuffled(pairs), random);
  const what = (): string => JSON.stringify(arrival);
  try {
    matchesCallback(callbackUrl, typeof arrival === 'string' ? arrival : arrival.url);
    const read = readCallback(arrival, authorization);
    if (kind === 0)
      return read.kind === 'code' && read.code.reveal() === code ? null : { kind: 'missed', what: what() };
    if (kind === 3) return null;
    return read.kind === 'code' ? { kind: 'mistaken', what: what() } : null;
  } catch (error) {
    return { kind: 'crashed', what: `${String(error)} at ${what()}` };
  }
}

/** Every one of these must cost the code. */
function spoiled(good: readonly Pair[], some: readonly Pair[], random: Random): Pair[] {
  const [code, state] = good as readonly [Pair, Pair];
  return random.oneOf<Pair[]>([
    [code, ...some],
    [code, ['state', random.oneOf(['', 'state+/=', 'STATE', 'STATE+/=x'])], ...some],
    [code, state, ['state', 'other'], ...some],
    [code, state, ['code', 'other'], ...some],
    [state, ...some],
    [code, state, ['error', random.oneOf(['access_denied', '40021:Error: x', 'server_error'])]],
    [code, state, ['iss', random.oneOf(['https://evil.example', 'https://login.example/'])]],
    [code, state, ['error_code', '1'], ...some.filter(([name]) => name !== 'error')],
    [['code', 'a'.repeat(9000)], state],
  ]);
}

function arrive(pairs: readonly Pair[], random: Random): CallbackArrival {
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  switch (random.below(4)) {
    case 0:
      return { url: callbackUrl, formBody: text };
    case 1:
      return `${callbackUrl}#${text}`;
    case 2:
      return `myapp://cb?${text}`;
    default:
      return `${callbackUrl}&${text}${random.oneOf(['', '#_=_', '#'])}`;
  }
}

/** Anything at all: it must only not crash. */
function randomArrival(random: Random): CallbackArrival {
  const text = Buffer.from(damage(`${callbackUrl}&code=a&state=STATE%2B%2F%3D`, random)).toString();
  return random.chance(2) ? text : { url: callbackUrl, formBody: text };
}
