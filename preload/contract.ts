/**
 * THE contract between the main process and the windows: every request with the schema of its input and the type of its answer, and
 * every event; what windows see stands in views.ts and others, and is given out here. main/desktop/ipc.ts parses inputs with these schemas;
 * preload/index.ts offers one function a request; the renderer imports types from here and nothing else.
 */
import { z } from 'zod';
import type { DiscoveryView, MethodView } from './discovery-views';
import type { BackupChoices, ExportOutcome, ImportOutcome, ImportPreview, PickOutcome } from './backup-views';
import type { AtHandAnswers, Command } from './at-hand-views';
import { atHandRequests } from './at-hand-requests';
import { backupRequests } from './backup-requests';
import { benchRequests } from './bench-requests';
import type { BenchAnswers } from './bench-views';
import type { IntrospectionView, RevokedView } from './after-views';
import { clientInput, keyAlgorithm, optionalUrl } from './client-input';
import type { Answer } from './errors';
import { grantRequests } from './grant-requests';
import { historyRequests } from './history-requests';
import type { HistoryAnswers, HistoryEvents } from './history-views';
import { copyFormat, handRequests } from './hand-requests';
import type { HandAnswers } from './hand-views';
import type { MadeKeyView } from './proof-views';
import type { CertificateView, ConnectionCheckView } from './question-views';
import type { ReplyView } from './refresh-views';
import type { ProviderAnswers } from './preview-views';
import { providerRequests } from './provider-requests';
import { removalRequests, type RemovalAnswers } from './removal-requests';
import { signInRequests } from './sign-in-requests';
import { markColours, type AppView, type GrantOutcome, type RefreshResultView } from './views';

export type * from './discovery-views';
export type * from './backup-views';
export type * from './after-views';
export type * from './bench-views';
export type * from './at-hand-views';
export type * from './errors';
export type { SignedAssertionInput, TokenSourceInput } from './grant-requests';
export type * from './grant-views';
export type * from './history-views';
export type * from './hand-views';
export type * from './id-token-views';
export type * from './proof-views';
export type * from './preview-views';
export type * from './provider-views';
export type * from './protection';
export type * from './question-views';
export type * from './refresh-views';
export type { RemovalKindView, RemovalView, UndoneView } from './removal-requests';
export type * from './views';

const id = z.string().min(1).max(64);
const line = z.string().max(4096);
const label = z.string().trim().min(1).max(200);

/** SECURITY: never logged, and read from its field only when the form is sent. */
const passphrase = z.string().min(1).max(1024);

const ids = z.array(id).max(100_000);
const nothing = z.undefined();
const byAccount = z.object({ accountId: id }).strict();
const byAttempt = z.object({ attemptId: id }).strict();

/** Every request: the schema of its input. Complete at compile time with {@link Answers}. */
export const requests = {
  /** The whole view, asked for once when a window opens. */
  getView: nothing,
  /** Without a keyring: keep everything in memory, or end the app. */
  chooseMemoryOnly: nothing,
  quit: nothing,
  /** A passphrase vault from now on: the first one, or in place of the keyring or of memory. */
  protectByPassphrase: z.object({ passphrase }).strict(),
  protectByKeyring: nothing,
  changePassphrase: z.object({ current: passphrase, next: passphrase }).strict(),
  unlock: z.object({ passphrase }).strict(),
  lock: nothing,
  /** Asks the keyring once more, and reads again what it could not open. */
  retryKeyring: nothing,
  /** Some keyrings answer only to a program that was started after them. */
  restart: nothing,
  saveClient: clientInput,
  /** A key pair for a client whose form is open. The private key stays in main; the client is given it by its handle. */
  makeClientKey: z.object({ algorithm: keyAlgorithm }).strict(),
  /** The public key alone, or as a set of one, to be registered with the server. */
  copyPublicKey: z
    .object({
      of: z.union([
        z.object({ kind: z.literal('made'), handle: id }).strict(),
        z.object({ kind: z.literal('stored'), clientId: id }).strict(),
      ]),
      as: z.enum(['jwk', 'jwks']),
    })
    .strict(),
  /** Finds out how the token endpoint wants this client to prove itself. Nothing is saved, nothing that could be burned is sent. */
  findMethod: clientInput,
  ...removalRequests,
  ...providerRequests,
  /** Registers a client at the server (RFC 7591) and keeps it. */
  registerClient: z
    .object({
      providerId: id,
      name: label,
      callbackUrl: optionalUrl,
      scope: line,
      /** SECURITY: sent once, never kept. */
      initialAccessToken: line.nullable(),
    })
    .strict(),
  /** Looks for a server's metadata: an issuer, or the address of the metadata. */
  discoverProvider: z.object({ issuer: z.string().max(2048) }).strict(),
  /** Reads the metadata of a discovered provider again. */
  lookAgain: z.object({ providerId: id }).strict(),
  /** What to do with metadata that has changed: bring the file up to date, or write a second one. */
  keepDiscovered: z.object({ discoveryId: id, as: z.enum(['update', 'new']) }).strict(),
  ...signInRequests,
  /** Submits a grant by form. Field values are held in memory only, and only while an action of the provider is pending. */
  submitGrant: z
    .object({
      clientId: id,
      accountId: id.nullable(),
      grant: z.string().min(1).max(64),
      fields: z.record(z.string().max(64), z.string().max(8192)),
      scope: line,
    })
    .strict(),
  ...grantRequests,
  /** Opens the provider's page of a pending action; answers when its window is closed. */
  openAction: byAttempt,
  /** Repeats the grant of a pending action. */
  repeatGrant: byAttempt,
  /**
   * `again`: the user decided to send the refresh token of an uncertain account once more. `insist`: to send it although the provider's
   * file advises against it.
   */
  refresh: z.object({ accountId: id, again: z.boolean(), insist: z.boolean().optional() }).strict(),
  /** Refreshes all of them, a few at a time; answers when every one has had its turn or {@link requests.cancelRefreshes} was asked. */
  refreshMany: z.object({ accountIds: ids }).strict(),
  /** Drops the refreshes that wait for their turn; those on their way are not cut off. */
  cancelRefreshes: nothing,
  /** What the user writes on an account; what is left out stays. */
  markAccount: z
    .object({
      accountId: id,
      favourite: z.boolean(),
      note: z.string().max(2000),
      colour: z.enum(markColours).nullable(),
      copyAs: copyFormat.nullable(),
    })
    .partial()
    .required({ accountId: true })
    .strict(),
  setAutomatic: z.object({ accountId: id, automatic: z.boolean() }).strict(),
  /** A reply to a refresh that was kept because nobody could read it; what may be a token is masked. */
  lookAtReply: byAccount,
  /** Reads that reply once more, after an update or with a mended provider file. Nothing is sent. */
  readAgain: byAccount,
  /** Checks the id token once more. */
  checkIdToken: byAccount,
  ...handRequests,
  /** Goes back to the token set before. */
  restorePrevious: byAccount,
  renameAccount: z.object({ accountId: id, label }).strict(),
  /** Asks the server who the account's user is. */
  askIdentity: byAccount,
  /** Tokens that are kept apart: an account of its own, or the same person, whose account they are moved into. */
  decideIdentity: z.object({ accountId: id, choice: z.enum(['keep', 'replace']) }).strict(),
  /** Asks the server about a token. */
  introspect: z.object({ accountId: id, token: z.enum(['access_token', 'refresh_token']) }).strict(),
  /** Takes the end over that the server gave last. */
  takeServerExpiry: z.object({ accountId: id, token: z.enum(['access_token', 'refresh_token']) }).strict(),
  /** Has the server end the account's tokens; answers within 30 s. */
  revoke: byAccount,
  updateSettings: z
    .object({
      locale: z.enum(['system', 'en', 'zh-CN']),
      theme: z.enum(['system', 'light', 'dark']),
      clipboardSeconds: z.number().int().min(0).max(600),
      signInSeconds: z.number().int().min(5).max(1800),
      lockMinutes: z.number().int().min(0).max(1440),
      automaticRefresh: z.boolean(),
      guideDone: z.boolean(),
      listSort: z.enum(['label', 'expiry']),
      listGroup: z.enum(['none', 'provider', 'client']),
      /** The accounts at the top of a long list, to be read first at the next start. */
      firstShown: z.array(id).max(100),
    })
    .partial()
    .strict(),
  startSandbox: nothing,
  stopSandbox: nothing,
  configureSandbox: z
    .object({
      sinaappLifetime: z.number().int().min(1).max(31_536_000),
      kaixin001Lifetime: z.number().int().min(0).max(31_536_000),
      kaixin001RefreshToken: z.boolean(),
      kaixin001GrantedScope: line.nullable(),
    })
    .partial()
    .strict(),
  ...benchRequests,
  ...backupRequests,
  ...historyRequests,
  ...atHandRequests,
  dismissNotice: z.object({ noticeId: id }).strict(),
} as const;

export type RequestName = keyof typeof requests;
export type RequestInput<N extends RequestName> = z.infer<(typeof requests)[N]>;

/** Every request: the type of its answer. */
export interface Answers
  extends HistoryAnswers, AtHandAnswers, BenchAnswers, HandAnswers, ProviderAnswers, RemovalAnswers {
  getView: AppView;
  chooseMemoryOnly: null;
  quit: null;
  protectByPassphrase: null;
  protectByKeyring: null;
  changePassphrase: null;
  unlock: null;
  lock: null;
  retryKeyring: null;
  restart: null;
  saveClient: { readonly clientId: string };
  findMethod: MethodView;
  registerClient: { readonly clientId: string };
  discoverProvider: DiscoveryView;
  lookAgain: DiscoveryView;
  keepDiscovered: { readonly providerId: string };
  makeClientKey: MadeKeyView;
  copyPublicKey: null;
  signIn: { readonly accountId: string };
  signInAsAnother: null;
  moveSignIn: null;
  openSignInPage: null;
  copySignInPage: null;
  /** `unchecked_code`: a code without state; ask, and send it again. */
  pasteAnswer: { readonly kind: 'taken' | 'unchecked_code' };
  cancelAttempt: null;
  answerQuestion: null;
  chooseCaFile: { readonly pem: string; readonly certificates: readonly CertificateView[] } | null;
  describeCertificates: { readonly certificates: readonly CertificateView[] };
  testConnection: { readonly checks: readonly ConnectionCheckView[] };
  submitGrant: GrantOutcome;
  connectByDevice: { readonly accountId: string };
  openVerification: null;
  copyDeviceCode: null;
  exchangeToken: { readonly accountId: string };
  connectByAssertion: { readonly accountId: string };
  connectByFreeGrant: { readonly accountId: string };
  openAction: null;
  repeatGrant: GrantOutcome;
  refresh: null;
  refreshMany: { readonly results: readonly RefreshResultView[] };
  cancelRefreshes: null;
  markAccount: null;
  setAutomatic: null;
  checkIdToken: null;
  lookAtReply: ReplyView;
  readAgain: null;
  restorePrevious: null;
  renameAccount: null;
  askIdentity: null;
  decideIdentity: { readonly accountId: string };
  introspect: IntrospectionView;
  takeServerExpiry: null;
  revoke: { readonly tokens: readonly RevokedView[] };
  updateSettings: null;
  startSandbox: null;
  stopSandbox: null;
  configureSandbox: null;
  backupChoices: BackupChoices;
  exportBackup: ExportOutcome;
  pickBackup: PickOutcome;
  openBackup: ImportPreview;
  importBackup: ImportOutcome;
  dropBackup: null;
  dismissNotice: null;
}

/** Events that main sends to every window, by name. */
export interface Events extends HistoryEvents {
  /** A ViewPatch as JSON: the bridge copies objects member by member, which takes a second for ten thousand accounts. */
  changed: string;
  /** The clipboard held our text and was cleared, or it held something else by then and was left alone. */
  clipboard: { readonly cleared: boolean };
  command: Command;
}

export type EventName = keyof Events;

/** What preload puts on `window.latchkey`. */
export type LatchkeyApi = {
  readonly [N in RequestName]: undefined extends RequestInput<N>
    ? () => Promise<Answer<Answers[N]>>
    : (input: RequestInput<N>) => Promise<Answer<Answers[N]>>;
} & {
  /** Subscribes to an event; the result ends the subscription. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void;
};
