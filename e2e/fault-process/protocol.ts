/** What the fault suite and the app without windows (main.ts) say to each other, over Node's IPC channel. Tokens go as hashes only. */

/** An account as the app holds it. */
export interface AccountState {
  readonly id: string;
  readonly generation: number;
  /** SHA-256, hex; null for a locked account. */
  readonly refreshTokenHash: string | null;
  /** `locked`, the kind of its problem with its reason, or null where nothing is wrong. */
  readonly problem: string | null;
  readonly unsaved: boolean;
}

/** The app's state after its start, when what an earlier run left has been recovered. */
export interface Ready {
  readonly kind: 'ready';
  /** Null where there is a vault; otherwise why none was opened. */
  readonly undecided: string | null;
  readonly accounts: readonly AccountState[];
  /** What could not be read, as the app tells its user. */
  readonly damaged: readonly string[];
  /** How far the refreshes were that the earlier run left in its journals: how many stood at each stage. */
  readonly left: Readonly<Record<JournalStage, number>>;
}

export type JournalStage = 'reserved' | 'sent' | 'received';

/** Where the app kills itself: at a file operation of the vault, before it is done or, of a write, when half of it is. */
export interface KillPoint {
  /** From 1, counted from when the point was set. */
  readonly operation: number;
  readonly half: boolean;
}

/** Where a storm ends by the app killing itself: when the journal says so of a refresh, the so manieth since the storm began. */
export interface StageCut {
  readonly stage: JournalStage;
  /** From 1. */
  readonly refresh: number;
}

/** When something happened, in nanoseconds of the system's monotonic clock, which all processes share. */
export interface Timing {
  /** The mark `sent` was durable, and the request went out. */
  readonly sent: string;
  /** The whole reply had arrived. */
  readonly arrived: string;
  /** The sealed reply was durable. */
  readonly durable: string;
}

/** What the suite asks, and what the answer is. */
export interface Commands {
  accounts: { readonly input: null; readonly output: readonly AccountState[] };
  /** Connects by authorization code: an account anew (null), or again. Gives its id. */
  connect: { readonly input: { readonly code: string; readonly accountId: string | null }; readonly output: string };
  /** Gives the kind of the outcome, with its reason. */
  refresh: { readonly input: { readonly id: string; readonly again: boolean }; readonly output: string };
  /** Asks for the same refresh many times at once. */
  refreshTogether: {
    readonly input: { readonly id: string; readonly times: number };
    readonly output: readonly string[];
  };
  /** Refreshes all accounts without end, each as soon as it is done, or until the cut where there is one; answers at once. */
  storm: { readonly input: StageCut | null; readonly output: null };
  /** Sets the kill point, or takes it away. */
  killAt: { readonly input: KillPoint | null; readonly output: null };
  /** File operations of the vault since the kill point was set, by name. */
  operations: { readonly input: null; readonly output: readonly string[] };
  /** Bytes that the vault has written since the kill point was set. */
  written: { readonly input: null; readonly output: number };
  /** Puts all accounts in line; answers when each has had its turn or was dropped, with how many ended how. */
  refreshAll: { readonly input: null; readonly output: Readonly<Record<string, number>> };
  /** How far the line is; null where there is none. */
  progress: {
    readonly input: null;
    readonly output: { readonly total: number; readonly done: number; readonly failed: number } | null;
  };
  /** Drops what waits in line. */
  cancel: { readonly input: null; readonly output: null };
  /** Of all refreshes so far whose reply was stored. */
  timings: { readonly input: null; readonly output: readonly Timing[] };
  /** Resolves when nothing is on its way and nothing waits in line. */
  settle: { readonly input: null; readonly output: null };
}

export type CommandName = keyof Commands;

export interface Ask {
  readonly serial: number;
  readonly name: CommandName;
  readonly input: unknown;
}

export type FromProcess =
  | Ready
  | { readonly kind: 'answer'; readonly serial: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly serial: number; readonly error: string };

/** How it is started, as JSON in the environment variable `LATCHKEY_FAULT_PROCESS`. */
export interface ProcessOptions {
  /** Token endpoint of the suite's server. */
  readonly tokenEndpoint: string;
  readonly afterLostReply: 'retry_once' | 'ask';
  /** Set before the vault is opened: for a power cut while an earlier one is recovered from. */
  readonly killAtStart?: KillPoint;
}
