/**
 * What a provider's document says its requests look like, and the strict comparison of what came with it: method, path, encoding, every
 * parameter once and none besides, headers. Written from the providers' documents, not from the app.
 */
import { createHash } from 'node:crypto';

/** What one sign-in and its refreshes have brought so far. */
export interface ReplaySession {
  /** Parameters of the authorize request. */
  asked: Readonly<Record<string, string>>;
  /** Given at the authorize page, good for one exchange. */
  code: string;
  /** What a refresh has to send now. */
  refreshToken: string;
  /** Counts the token sets given. */
  generation: number;
}

/** A value as it must be, or a judge of it. */
export type Expected =
  | string
  | ((value: string, all: Readonly<Record<string, string>>, session: ReplaySession) => boolean);

export interface ExpectedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly encoding: 'query' | 'form' | 'json';
  readonly parameters: Readonly<Record<string, Expected>>;
  /** The Authorization header; it must not be there where this is left out. */
  readonly authorization?: string;
  /** Further headers, in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as it came. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export const theCode: Expected = (value, _all, session) => value === session.code;
export const theRefreshToken: Expected = (value, _all, session) => value === session.refreshToken;
/** RFC 7636 section 4.6. */
export const theVerifier: Expected = (value, _all, session) =>
  createHash('sha256').update(value).digest('base64url') === session.asked['code_challenge'];
export const anyState: Expected = (value) => value.length >= 20;
export const anyChallenge: Expected = (value) => /^[\w-]{43}$/.test(value);

/** Everything in which a request departs from what was expected; empty where it is right. */
export function differences(received: ReceivedRequest, expected: ExpectedRequest, session: ReplaySession): string[] {
  const found: string[] = [];
  const differs = (what: string, value: unknown, wanted: unknown): void => {
    if (value !== wanted) found.push(`${what} is ${String(value)}, not ${String(wanted)}`);
  };
  const [address, query = ''] = received.url.split('?');
  differs('method', received.method, expected.method);
  differs('address', address, expected.url);
  const { headers } = received;
  const types = { query: undefined, form: 'application/x-www-form-urlencoded', json: 'application/json' } as const;
  differs('content-type', headers['content-type'], types[expected.encoding]);
  differs('accept', headers['accept'], 'application/json');
  differs('authorization', headers['authorization'], expected.authorization);
  for (const [name, wanted] of Object.entries(expected.headers ?? {})) differs(name, headers[name], wanted);
  if (headers['user-agent'] === undefined) found.push('there is no user-agent');
  for (const name of ['cookie', 'origin', 'referer']) differs(name, headers[name], undefined);
  if (expected.encoding !== 'query') differs('query', query, '');
  else differs('body', received.body, '');
  const parameters = readParameters(expected.encoding === 'query' ? query : received.body, expected.encoding, found);
  return [...found, ...parameterDifferences(parameters, expected.parameters, session)];
}

/** Compares parameters: each there, each right, none besides. */
export function parameterDifferences(
  parameters: Readonly<Record<string, string>>,
  expected: Readonly<Record<string, Expected>>,
  session: ReplaySession,
): string[] {
  const wrong = Object.entries(expected).flatMap(([name, wanted]) => {
    const value = parameters[name];
    if (value === undefined) return [`${name} is missing`];
    const right = typeof wanted === 'string' ? value === wanted : wanted(value, parameters, session);
    return right ? [] : [`${name} is ${value}${typeof wanted === 'string' ? `, not ${wanted}` : ', which is wrong'}`];
  });
  return [...wrong, ...Object.keys(parameters).flatMap((name) => (name in expected ? [] : [`${name} is too much`]))];
}

function readParameters(text: string, encoding: ExpectedRequest['encoding'], found: string[]): Record<string, string> {
  if (encoding === 'json') {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    for (const [name, value] of entries) if (typeof value !== 'string') found.push(`${name} is no text`);
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  }
  const entries = [...new URLSearchParams(text)];
  const names = entries.map(([name]) => name);
  for (const name of names.filter((each, index) => names.indexOf(each) !== index)) found.push(`${name} is there twice`);
  return Object.fromEntries(entries);
}
