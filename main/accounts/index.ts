/** The domain as the rest of the house sees it. */
export type * from './account';
export type * from './ports';
export { PLAIN_OPTIONS, type ClientOptions, type SignInPlace, type SignInSession } from './client-options';
export type { KeyDraft } from './client-key';
export { usesPushed } from './client-proof';
export { madeKeys, type MadeKeys } from './made-keys';
export { beginAuthorization, type Begun, type PushFailure } from './authorize';
export { accountBook, idOf, type AccountBook } from './book';
export { clientBook, type ClientBook, type ClientDraft, type SaveClientResult } from './clients';
export {
  connectByCode,
  connectByForm,
  type ConnectDependencies,
  type ConnectOutcome,
  type ConnectRequest,
} from './connect';
export { authenticationOf, authorizeEndpoint, refreshEndpoint, tokenEndpoint } from './endpoints';
export { refreshQueue, type QueueProgress, type RefreshQueue } from './refresh-queue';
export { scheduler, type Scheduler } from './scheduler';
export { unreadReader, type ReadAgainOutcome, type UnreadReader } from './read-again';
export { refresher, type RefreshOutcome, type Refresher } from './refresh';
export { restorePrevious, type RestoreOutcome } from './restore';
export { phasesOf, statusAt, type Phase, type Status } from './status';
