/** What is asked of a server after the grant, joined: who the user is, what it says about tokens, revocation, the user's decisions. */
import {
  confirmation,
  decideIdentity,
  identity,
  introspector,
  revoker,
  type AccountBook,
  type AccountId,
  type Client,
  type Confirmation,
  type Identity,
  type Introspector,
  type Refresher,
  type Revoker,
  type SendTokenRequest,
  type TakeOverOutcome,
} from '../accounts';
import type { RotationJournal } from '../accounts';
import type { ServerHints } from '../oauth';
import type { Provider } from '../providers';
import { later } from './later';

export interface AfterDependencies {
  readonly book: AccountBook;
  readonly journal: RotationJournal;
  readonly refresher: Refresher;
  readonly send: SendTokenRequest;
  readonly hints: ServerHints;
  readonly now: () => number;
  readonly findClient: (id: string) => Client | undefined;
  readonly findProvider: (id: string) => Provider | undefined;
  readonly activityChanged: (id: AccountId) => void;
  readonly report: (error: unknown) => void;
}

export interface AfterGrant {
  readonly identity: Identity;
  readonly introspector: Introspector;
  readonly revoker: Revoker;
  readonly confirmation: Confirmation;
  decideIdentity(id: AccountId, choice: 'keep' | 'replace'): Promise<TakeOverOutcome>;
}

export function afterGrant(deps: AfterDependencies): AfterGrant {
  const asking = identity(deps);
  const takingOver = { ...deps, identity: asking };
  return {
    identity: asking,
    introspector: introspector(deps),
    revoker: revoker({
      ...deps,
      later,
    }),
    confirmation: confirmation(takingOver, deps.report),
    decideIdentity: (id, choice) => decideIdentity(takingOver, id, choice),
  };
}
