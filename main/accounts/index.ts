/** The domain as the rest of the house sees it. */
export type * from './account';
export { copyForms, markColours, NO_MARKS } from './account';
export type * from './ports';
export { histories, type Histories, type LooseAttempt } from './histories';
export {
  type AccountEvent,
  type AccountHistory,
  type Asker,
  type AttemptKind,
  type CapturedAttempt,
  type Errand,
  type History,
  type HistoryEntry,
  type NotedFailure,
} from './history';
export {
  collectBackup,
  isOneUse,
  type Backup,
  type BackupChoice,
  type ProviderFile,
  type UnreadableEntry,
} from './backup';
export { importItems, type ImportDependencies, type ImportedItem } from './backup-import';
export { planImport, type ImportAction, type ImportItem, type ImportVerdict } from './backup-merge';
export { PLAIN_OPTIONS, type ClientOptions, type SignInPlace, type SignInSession } from './client-options';
export type { KeyDraft } from './client-key';
export { usesPushed } from './client-proof';
export { madeKeys, type MadeKeys } from './made-keys';
export { beginAuthorization, type Begun, type PushFailure } from './authorize';
export { accountBook, idOf, labelOf, type AccountBook } from './book';
export { clientBook, type ClientBook, type ClientDraft, type SaveClientResult } from './clients';
export {
  connectErrand,
  connectByCode,
  connectByForm,
  type ConnectDependencies,
  type ConnectOutcome,
  type ConnectRequest,
} from './connect';
export {
  connectByAssertion,
  connectByDeviceCode,
  connectByExchange,
  connectByFragment,
  connectByFreeGrant,
  type ExchangeInput,
  type NamedGrant,
  type TokenSource,
  type TypedParameter,
} from './connect-grants';
export { afterPoll, type Polling } from './device-polling';
export {
  authenticationOf,
  clientForRequest,
  authorizeEndpoint,
  deviceEndpoint,
  refreshEndpoint,
  tokenEndpoint,
} from './endpoints';
export type { ExchangeRecipe, GrantRecipe } from './recipe';
export { renewalOf, type Renewal } from './renewal';
export { renewalEndpoint } from './renewal-request';
export { findMethod } from './find-method';
export { idTokens, type IdTokens } from './id-tokens';
export { registrar, type DeregistrationOutcome, type Registrar, type RegistrationOutcome } from './registration';
export { missingScopes } from './missing-scope';
export { holdStill } from './hold-still';
export { canTellIdentity, identity, type Identity, type IdentityOutcome } from './identity';
export { introspector, type IntrospectOutcome, type Introspector, type TakeExpiryOutcome } from './introspect';
export { refreshClosesAt, refreshOpensAt } from './refresh-limits';
export { revoker, type RevokedToken, type RevokeOutcome, type Revoker } from './revoke';
export { callOf, type CallProblem } from './server-calls';
export { confirmation, decideIdentity, finishTakeOvers, type Confirmation, type TakeOverOutcome } from './take-over';
export { loopbackCallback, placesFor, type LoopbackCallback } from './sign-in-place';
export { refreshQueue, type QueueProgress, type RefreshQueue } from './refresh-queue';
export { repeats, type Repeats } from './repeats';
export { scheduler, type Scheduler } from './scheduler';
export { unreadReader, type ReadAgainOutcome, type UnreadReader } from './read-again';
export { refresher, type RefreshOutcome, type Refresher } from './refresh';
export { sampleClient } from './preview-client';
export { requestPreview, type PreviewedStep, type PreviewStep, type RequestPreview } from './request-preview';
export {
  removals,
  type Removable,
  type Removal,
  type RemovalKind,
  type Removals,
  type RemovedItem,
  type RemovedSome,
  type UndoOutcome,
} from './removals';
export { restorePrevious, type RestoreOutcome } from './restore';
export { sameFacts } from './same-facts';
export { phasesOf, statusAt, type Phase, type Status } from './status';
