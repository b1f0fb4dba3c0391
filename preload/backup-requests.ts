/** Requests about backups, a part of the contract (contract.ts gives them out). */
import { z } from 'zod';

const ids = z.array(z.string().min(1).max(64)).max(100_000);
const nothing = z.undefined();

/** SECURITY: never logged, and read from its field only when the form is sent. */
const passphrase = z.string().min(1).max(1024);

export const backupRequests = {
  /** What could go into a backup. */
  backupChoices: nothing,
  /** Asks where to and writes the chosen under a passphrase. `stop`: one-use accounts are not refreshed by themselves here any more. */
  exportBackup: z.object({ accountIds: ids, clientIds: ids, providerIds: ids, passphrase, stop: z.boolean() }).strict(),
  /** Asks which file; main holds it until {@link backupRequests.dropBackup} or the next one. */
  pickBackup: nothing,
  /** Opens the picked file and compares it with what is here. */
  openBackup: z.object({ passphrase }).strict(),
  /** Imports entries of the opened file. `automatic`: one-use accounts go on being refreshed by themselves, as the file has it. */
  importBackup: z.object({ keys: ids, automatic: z.boolean() }).strict(),
  /** Forgets the picked file. */
  dropBackup: nothing,
} as const;
