/** Requests about signing in and the way to the server, a part of the contract (contract.ts gives them out). */
import { z } from 'zod';
import { network, optionalUrl, signInPlace } from './client-input';

const id = z.string().min(1).max(64);
const nothing = z.undefined();
const byAttempt = z.object({ attemptId: id }).strict();

export const signInRequests = {
  /** Opens the sign-in window; answers when the attempt has ended. `accountId` connects that account again. */
  signIn: z
    .object({
      clientId: id,
      accountId: id.nullable(),
      /** Left out: where it is usual for the client. */
      place: signInPlace.optional(),
      /** With a clean session, and the provider's own way of asking who it is. */
      anotherUser: z.boolean().optional(),
    })
    .strict(),
  /** Starts the same attempt over with a clean session, for another user. */
  signInAsAnother: byAttempt,
  /** Starts the attempt over in another place. */
  moveSignIn: z.object({ attemptId: id, place: signInPlace }).strict(),
  /** Opens the sign-in page in the system's browser. */
  openSignInPage: byAttempt,
  /** Copies the address of the sign-in page; it passes through no window. */
  copySignInPage: byAttempt,
  /** The final address of the browser, or a code. `unchecked`: the user says that a code without state is theirs. */
  pasteAnswer: z.object({ attemptId: id, text: z.string().max(65_536), unchecked: z.boolean() }).strict(),
  cancelAttempt: byAttempt,
  answerQuestion: z
    .object({
      questionId: id,
      answer: z.union([
        z.object({ kind: z.literal('login'), name: z.string().max(1024), password: z.string().max(1024) }).strict(),
        z.object({ kind: z.literal('certificate'), index: z.number().int().min(0).max(1000) }).strict(),
        z.object({ kind: z.literal('none') }).strict(),
      ]),
    })
    .strict(),
  /** Lets the user choose a file with certificates; answers what is in it, or null where they chose none. */
  chooseCaFile: nothing,
  describeCertificates: z.object({ pem: z.string().max(262_144) }).strict(),
  /** Tries the way to a client's endpoints; nothing of the client is sent. `clientId` is its record's, or null. */
  testConnection: z
    .object({
      clientId: id.nullable(),
      providerId: id,
      endpoints: z.object({ authorize: optionalUrl, token: optionalUrl }).strict(),
      variables: z.record(z.string().max(64), z.string().trim().max(256)),
      network,
    })
    .strict(),
} as const;
