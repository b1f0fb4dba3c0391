/**
 * What the practice server received and answered, to be read by people: each exchange with everything that could open something masked.
 * Bounded; separate from the ledger, which tests count by.
 *
 * SECURITY: a field's value is shown only where its name is known to carry no secret; tokens in answers are found by their form.
 */
import type { Reply, SandboxRequest } from './exchange';

export interface Exchange {
  /** Counts up. */
  readonly id: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Fields of query and form, and how the token came, in the order of arrival; values masked. */
  readonly received: readonly { readonly name: string; readonly value: string }[];
  /** The fault that met it; null for none. */
  readonly fault: string | null;
  /** `null` while it is answered, and where no answer was sent. */
  readonly status: number | null;
  /** The body as it was sent, tokens masked; empty where there was none or it was a page. */
  readonly answer: string;
}

const MAX_EXCHANGES = 40;
const MAX_ANSWER = 1000;
const MAX_FIELDS = 20;

const SHOWN: ReadonlySet<string> = new Set([
  'grant_type',
  'client_id',
  'scope',
  'response_type',
  'redirect_uri',
  'username',
  'decision',
  'expire',
  'weibo_uid',
]);

export class Traffic {
  readonly #changed: () => void;
  #exchanges: readonly Exchange[] = [];
  #count = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The last ones, oldest first. A snapshot. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** Notes an arrival. The function returned says what was answered, and by which fault. */
  arrive(request: SandboxRequest, at: number): (reply: Reply | null, fault: string | null) => void {
    this.#count += 1;
    const id = this.#count;
    const { method, path } = request;
    const arrived: Exchange = {
      id,
      at,
      method,
      path,
      received: receivedOf(request),
      fault: null,
      status: null,
      answer: '',
    };
    this.#exchanges = [...this.#exchanges, arrived].slice(-MAX_EXCHANGES);
    this.#changed();
    return (reply, fault) => {
      const answered = {
        ...arrived,
        fault,
        status: reply?.status ?? null,
        answer: reply === null ? '' : answerOf(reply),
      };
      this.#exchanges = this.#exchanges.map((each) => (each.id === id ? answered : each));
      this.#changed();
    };
  }
}

function receivedOf({ query, form, headers }: SandboxRequest): Exchange['received'] {
  const fields = [...query, ...form].map(([name, value]) => ({
    name: /^\w{1,40}$/.test(name) ? name : '(other)',
    value: SHOWN.has(name) ? value.slice(0, 200) : mask(value),
  }));
  const [scheme, credentials = ''] = (headers.authorization ?? '').split(/\s+/, 2);
  const carried = /^(?:Bearer|Basic|OAuth2|DPoP)$/i.test(scheme ?? '')
    ? [{ name: 'Authorization', value: `${scheme} ${mask(credentials)}` }]
    : [];
  return [...carried, ...fields].slice(0, MAX_FIELDS);
}

function answerOf(reply: Reply): string {
  return (reply.headers['Content-Type'] ?? '').startsWith('text/html') && reply.outcome.kind === 'page'
    ? ''
    : maskTokens(reply.body).slice(0, MAX_ANSWER);
}

/** `••••9f2c`; less of what is short. */
function mask(value: string): string {
  if (value === '') return '';
  return value.length < 16 ? '••••' : `••••${value.slice(-4)}`;
}

/** Tokens are hex, alone or after a uid; one that was cut in the middle is still one. */
function maskTokens(body: string): string {
  return body.replace(/\b(?:\d+_)?[0-9a-f]{16,}\b|\b\d+_[0-9a-f]+/g, mask);
}
