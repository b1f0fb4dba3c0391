/** Requests about the fault bench, a part of the contract (contract.ts gives them out). */
import { z } from 'zod';

const nothing = z.undefined();
const place = z.enum(['token', 'api']);
const fault = z.string().min(1).max(40);

export const benchRequests = {
  /** Switches a fault on: for the next request, or until it is switched off. */
  setFault: z.object({ place, fault, until: z.enum(['next', 'off']) }).strict(),
  switchFaultOff: z.object({ place, fault }).strict(),
  clearFaults: nothing,
  /** Ends all tokens of a kind at the practice server, as if their time had come or somebody had revoked them. */
  endPracticeTokens: z.object({ end: z.enum(['expire_access', 'expire_refresh', 'kill_refresh']) }).strict(),
  /** Copies a line for a shell. SECURITY: `control` is copied with the secret of this run, which no window sees. */
  copyBenchLine: z.object({ line: z.enum(['token', 'call', 'control']) }).strict(),
  /** Copies a call of the practice API with a practice account's own access token; cleared like every token. */
  copyPracticeCall: z.object({ accountId: z.string().min(1).max(64) }).strict(),
} as const;
