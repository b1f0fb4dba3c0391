/** The requests about an account's past, a part of the contract (contract.ts gives them out). */
import { z } from 'zod';

const id = z.string().min(1).max(64);
const byAccount = z.object({ accountId: id }).strict();
/** Of an account; of those that brought none, by the client they went through; or of what comes before there is a client. */
const owner = z.union([
  z.object({ kind: z.literal('account'), accountId: id }).strict(),
  z.object({ kind: z.literal('client'), clientId: id }).strict(),
  z.object({ kind: z.literal('set_up') }).strict(),
]);

export const historyRequests = {
  /** What happened to an account, and its last exchanges. */
  getHistory: byAccount,
  /** What stands inside its tokens, where they are JWTs. */
  getClaims: byAccount,
  /** The last attempts through a client that brought no account; null: looks for metadata, and registrations of clients. */
  getFailedAttempts: z.object({ clientId: id.nullable() }).strict(),
  /** A report that was made of an exchange, for a ticket. */
  copyReport: z.object({ text: z.string().min(1).max(400_000) }).strict(),
  /** Writes exchanges as HAR 1.2, to where the user says. */
  saveHar: z.object({ owner, attemptIds: z.array(id).min(1).max(20) }).strict(),
} as const;
