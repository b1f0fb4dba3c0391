/** Requests about what is always at hand, a part of the contract (contract.ts gives them out). */
import { z } from 'zod';
import { updateRequests } from './update-requests';

const nothing = z.undefined();
const minuteOfDay = z.number().int().min(0).max(1439);

const notify = z
  .object({
    on: z.boolean(),
    expiring: z.boolean(),
    minutesBefore: z.number().int().min(1).max(10_080),
    signIn: z.boolean(),
    failed: z.boolean(),
    locked: z.boolean(),
    quiet: z.object({ from: minuteOfDay, to: minuteOfDay }).strict().nullable(),
  })
  .strict();

export const atHandRequests = {
  /** What is left out stays. */
  updateAtHand: z
    .object({
      tray: z.boolean(),
      closeToTray: z.boolean().nullable(),
      startHidden: z.boolean(),
      globalShortcut: z.string().max(64),
      notify,
      aheadPercent: z.number().int().min(1).max(50),
      recent: z.array(z.string().max(200)).max(20),
      lookForUpdates: z.boolean(),
    })
    .partial()
    .strict(),
  /** Nothing is told of this account any more, or again. */
  muteAccount: z.object({ accountId: z.string().min(1).max(64), muted: z.boolean() }).strict(),
  setAtLogin: z.object({ on: z.boolean() }).strict(),
  /** What was asked for before the window could hear of it: by the tray, a menu, a notification. Once, when it is drawn. */
  takeCommands: nothing,
  /** Versions as text, for a ticket. */
  copyVersions: nothing,
  resetCounts: nothing,
  /** `everything`: accounts, clients, provider files, sessions and settings; Latchkey then starts anew. */
  reset: z.object({ what: z.enum(['settings', 'everything']) }).strict(),
  ...updateRequests,
} as const;
