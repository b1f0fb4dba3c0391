/** Requests that remove something and take it back, and what windows see of it; a part of the contract (contract.ts gives them out). */
import { z } from 'zod';

const id = z.string().min(1).max(64);

export const removalRequests = {
  /** `forGood`: it cannot be undone, for the server has ended its tokens. */
  removeAccount: z.object({ accountId: id, forGood: z.boolean().optional() }).strict(),
  /** What cannot be removed stays and is counted. */
  removeAccounts: z.object({ accountIds: z.array(id).min(1).max(100_000) }).strict(),
  /** `deregister`: delete it at the server first, where it was registered from here; that cannot be undone. */
  removeClient: z.object({ clientId: id, deregister: z.boolean() }).strict(),
  /** A provider of the user's own; those of the catalogue stay. */
  removeProvider: z.object({ providerId: id }).strict(),
  undoRemoval: z.object({ removalId: id }).strict(),
} as const;

export type RemovalKindView = 'account' | 'client' | 'provider';

/** Something that was removed and can come back until its time is over, or was changed and can become what it was. */
export interface RemovalView {
  readonly id: string;
  readonly what: 'removed' | 'changed';
  readonly kind: RemovalKindView;
  /** What the first of them is called. */
  readonly name: string;
  readonly count: number;
  /** When it is erased for good, or stays as it is, milliseconds since the epoch. */
  readonly until: number;
}

/** What came back: what was removed, and what it lives from; or what was changed. */
export interface UndoneView {
  readonly items: readonly { readonly kind: RemovalKindView; readonly id: string }[];
}

/** The answers to the requests above. */
export interface RemovalAnswers {
  removeAccount: null;
  removeAccounts: { readonly removed: number; readonly failed: number };
  removeClient: null;
  removeProvider: null;
  undoRemoval: UndoneView;
}
