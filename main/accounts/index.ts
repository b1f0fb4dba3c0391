/** The domain as the rest of the house sees it. */
export type * from './account';
export type * from './ports';
export { PLAIN_OPTIONS, type ClientOptions, type SignInPlace, type SignInSession } from './client-options';
export { accountBook, idOf, labelOf, type AccountBook } from './book';
export { clientBook, type ClientBook, type ClientDraft, type SaveClientResult } from './clients';
export {
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
  authorizeValues,
  deviceEndpoint,
  tokenEndpoint,
} from './endpoints';
export type { ExchangeRecipe, GrantRecipe } from './recipe';
export { renewalOf, type Renewal } from './renewal';
export { parentOf, renewalEndpoint } from './renewal-request';
export { refreshQueue, type QueueProgress, type RefreshQueue } from './refresh-queue';
export { scheduler, type Scheduler } from './scheduler';
export { unreadReader, type ReadAgainOutcome, type UnreadReader } from './read-again';
export { refresher, type RefreshOutcome, type Refresher } from './refresh';
export { restorePrevious, type RestoreOutcome } from './restore';
export { phasesOf, statusAt, type Phase, type Status } from './status';
