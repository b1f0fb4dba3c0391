/** Hand-written fakes of the ports, shared by the tests of this folder. */
import { Secret, type RawReply, type TokenRequest, type TokenSet, type TransportResult } from '../oauth';
import { NO_MARKS, type Account, type Client, type StoredAccount } from './account';
import { PLAIN_OPTIONS } from './client-options';
import type { AccountHistory, AccountEvent, Errand, History } from './history';
import type {
  AccountRecords,
  ClientRecords,
  DamagedRecord,
  HistoryRecords,
  PendingRotation,
  RotationEntry,
  RotationJournal,
  SaveResult,
  SendTokenRequest,
  UnreadReply,
} from './ports';

export const SAVED: SaveResult = { kind: 'saved' };
export const DISK_FULL: SaveResult = { kind: 'failed', reason: 'full', detail: 'ENOSPC' };

/** Account records in a map, with failures to order. */
export class FakeAccountRecords implements AccountRecords {
  readonly saved = new Map<string, StoredAccount>();
  readonly order: Account[] = [];
  /** Ids that carry the mark of removed records. */
  readonly marked = new Set<string>();
  /** Taken one by one; saving succeeds when it is empty. */
  failures: SaveResult[] = [];
  /** Waits for this before each save, to look at what happens meanwhile. */
  before: Promise<void> = Promise.resolve();

  constructor(...accounts: readonly StoredAccount[]) {
    for (const stored of accounts)
      this.saved.set(stored.state === 'open' ? stored.account.id : stored.facts.id, stored);
  }

  load() {
    return Promise.resolve({ accounts: [...this.saved.values()], damaged: [], erased: [] });
  }

  changedElsewhere = (): Promise<Account | null> => Promise.resolve(null);

  setAside(id: string): Promise<SaveResult> {
    const failure = this.failures.shift();
    if (failure === undefined) this.marked.add(id);
    return Promise.resolve(failure ?? SAVED);
  }

  bringBack(id: string): Promise<SaveResult> {
    const failure = this.failures.shift();
    if (failure === undefined) this.marked.delete(id);
    return Promise.resolve(failure ?? SAVED);
  }

  async save(value: Account): Promise<SaveResult> {
    await this.before;
    const failure = this.failures.shift();
    if (failure !== undefined) return failure;
    this.saved.set(value.id, { state: 'open', account: value });
    this.order.push(value);
    return SAVED;
  }

  async remove(id: string): Promise<SaveResult> {
    const failure = this.failures.shift();
    if (failure !== undefined) return failure;
    this.saved.delete(id);
    this.marked.delete(id);
    return SAVED;
  }
}

export class FakeClientRecords implements ClientRecords {
  readonly saved = new Map<string, Client>();
  readonly marked = new Set<string>();
  failures: SaveResult[] = [];

  setAside(id: string): Promise<SaveResult> {
    this.marked.add(id);
    return Promise.resolve(SAVED);
  }

  bringBack(id: string): Promise<SaveResult> {
    this.marked.delete(id);
    return Promise.resolve(SAVED);
  }

  load() {
    return Promise.resolve({ clients: [...this.saved.values()], damaged: [] });
  }

  async save(value: Client): Promise<SaveResult> {
    const failure = this.failures.shift();
    if (failure !== undefined) return failure;
    this.saved.set(value.id, value);
    return SAVED;
  }

  async remove(id: string): Promise<SaveResult> {
    this.saved.delete(id);
    return SAVED;
  }
}

/** Histories in a map, with failures to order. */
export class FakeHistoryRecords implements HistoryRecords {
  readonly saved = new Map<string, AccountHistory>();
  readonly reads: string[] = [];
  writes = 0;
  /** What reading tells, beside what there is. */
  damaged: DamagedRecord | null = null;
  /** Taken one by one; saving succeeds when it is empty. */
  failures: SaveResult[] = [];

  async read(id: string) {
    this.reads.push(id);
    return { history: this.saved.get(id) ?? null, damaged: this.damaged };
  }

  async save(history: AccountHistory): Promise<SaveResult> {
    this.writes += 1;
    const failure = this.failures.shift();
    if (failure !== undefined) return failure;
    this.saved.set(history.id, history);
    return SAVED;
  }

  async remove(id: string): Promise<SaveResult> {
    this.saved.delete(id);
    return SAVED;
  }

  async sealAnew(): Promise<void> {
    // Nothing is sealed here.
  }
}

/** Writes down what is told. */
export class FakeHistory implements History {
  readonly events: (readonly [id: string, event: AccountEvent])[] = [];
  readonly concluding: (readonly [errand: Errand, outcome: 'done' | 'failed', accountId: string | null])[] = [];

  happened(id: string, event: AccountEvent): void {
    this.events.push([id, event]);
  }

  concluded(errand: Errand, outcome: 'done' | 'failed', accountId: string | null = errand.accountId): void {
    this.concluding.push([errand, outcome, accountId]);
  }
}

/** A journal that writes its steps down. */
export class FakeJournal implements RotationJournal {
  readonly steps: string[] = [];
  left: PendingRotation[] = [];
  damaged: DamagedRecord[] = [];
  kept: UnreadReply[] = [];
  reserving: SaveResult = SAVED;
  marking: SaveResult = SAVED;
  storing: SaveResult = SAVED;

  async reserve(_entry: RotationEntry): Promise<SaveResult> {
    this.steps.push('reserve');
    return this.reserving;
  }

  async markSent(_entry: RotationEntry): Promise<SaveResult> {
    this.steps.push('sent');
    return this.marking;
  }

  async storeReply(_entry: RotationEntry, _reply: RawReply): Promise<SaveResult> {
    this.steps.push('received');
    return this.storing;
  }

  async clear(_accountId: string): Promise<SaveResult> {
    this.steps.push('clear');
    return SAVED;
  }

  unread(_accountId: string) {
    return Promise.resolve(this.kept);
  }

  pending() {
    return Promise.resolve({ rotations: this.left, damaged: this.damaged });
  }
}

/** Answers requests in order, and keeps the bodies that were sent. */
export class FakeServer {
  readonly bodies: URLSearchParams[] = [];
  readonly requests: TokenRequest[] = [];
  readonly errands: (Errand | undefined)[] = [];
  readonly #answers: (TransportResult | Promise<TransportResult>)[];

  constructor(...answers: readonly (TransportResult | Promise<TransportResult>)[]) {
    this.#answers = [...answers];
  }

  readonly send: SendTokenRequest = async (request, errand) => {
    this.requests.push(request);
    this.errands.push(errand);
    this.bodies.push(new URLSearchParams(request.body.reveal()));
    const next = this.#answers.shift();
    if (next === undefined) throw new Error('one request more than the test expects');
    return next;
  };
}

export const T0 = Date.UTC(2026, 0, 1);

/** A JSON answer, sent and received at T0 + 1 s. */
export function answer(body: unknown, status = 200, headers: Record<string, string> = {}): TransportResult {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reply: RawReply = {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(text),
    sentAt: T0 + 1000,
    receivedAt: T0 + 1000,
  };
  return { kind: 'reply', reply };
}

export function tokens(part: Partial<TokenSet> = {}): TokenSet {
  return {
    accessToken: new Secret('access-1'),
    refreshToken: new Secret('refresh-1'),
    dpopKey: null,
    tokenType: 'Bearer',
    scope: null,
    issuedAt: T0,
    accessExpiry: { kind: 'at', at: T0 + 604_800_000, source: 'expires_in' },
    refreshExpiry: { kind: 'at', at: T0 + 691_200_000, source: 'provider_document' },
    identity: null,
    extras: {},
    deviations: [],
    idToken: null,
    nonce: null,
    ...part,
  };
}

export function account(part: Partial<Account> = {}): Account {
  return {
    id: 'account-1',
    clientId: 'client-1',
    providerId: 'sinaapp',
    grant: 'authorization_code',
    recipe: null,
    label: 'SinaApp',
    identity: null,
    profile: null,
    meantFor: null,
    revoked: null,
    requestedScope: null,
    grantId: 'grant-1',
    generation: 1,
    tokens: tokens(),
    previous: null,
    previousRevoked: null,
    problem: null,
    connectedAt: T0,
    refreshedAt: null,
    renewals: 0,
    restoredAt: null,
    automatic: false,
    marks: NO_MARKS,
    clockOffset: null,
    idTokenCheck: null,
    practice: false,
    ...part,
  };
}

export function client(part: Partial<Client> = {}): Client {
  return {
    id: 'client-1',
    name: null,
    providerId: 'sinaapp',
    clientId: 'my-client',
    clientSecret: new Secret('my-client-secret'),
    key: null,
    callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
    scope: '',
    endpoints: {},
    authentication: null,
    variables: {},
    fields: {},
    options: PLAIN_OPTIONS,
    registration: null,
    practice: null,
    ...part,
  };
}
