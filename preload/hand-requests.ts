/** Requests about handing tokens to other tools, and taking clients from them: a part of the contract (contract.ts gives them out). */
import { z } from 'zod';

const id = z.string().min(1).max(64);
const line = z.string().max(4096);
const ids = z.array(id).min(1).max(100_000);
const nothing = z.undefined();

export const copyFormat = z.enum([
  'token',
  'header',
  'curl',
  'curl_asks',
  'httpie',
  'powershell',
  'fetch',
  'python',
  'dotenv',
  'json',
]);

/** Characters of a pasted text: no more are read (main/handover). */
const LONGEST_FOREIGN_TEXT = 8 * 1024 * 1024;

export const handRequests = {
  /** `usual`: as the account's user usually wants it. */
  copy: z.object({ accountId: id, format: z.union([copyFormat, z.literal('usual')]) }).strict(),
  /** The access tokens of several accounts, in the order given: a line each, a JSON object by label, or lines of a .env file. */
  copyMany: z.object({ accountIds: ids, format: z.enum(['lines', 'json', 'dotenv']) }).strict(),
  /** Asks where to and writes the access tokens into a file for another tool. */
  exportTokens: z
    .object({
      accountIds: ids,
      format: z.enum([
        'postman_environment',
        'postman_collection',
        'bruno_environment',
        'bruno_secret',
        'insomnia_environment',
        'insomnia_environment_4',
        'dotenv',
      ]),
    })
    .strict(),
  /**
   * Reads what another tool wrote, and keeps its secrets until {@link handRequests.dropForeign} or the next text.
   * SECURITY: may hold secrets, so it is read from its field only when it is sent, and never logged.
   */
  readForeign: z.object({ text: z.string().min(1).max(LONGEST_FOREIGN_TEXT) }).strict(),
  /** Asks which file, and reads it; null for none. */
  openForeign: nothing,
  /** Keeps a client of what was read, as its user left it; `providerId` null: with a new provider of that name. */
  keepForeign: z
    .object({
      importId: id,
      key: id,
      providerId: id.nullable(),
      name: z.string().trim().max(200),
      authorize: line,
      token: line,
      clientId: z.string().trim().max(1024),
      callbackUrl: line,
      scope: line,
    })
    .strict(),
  dropForeign: nothing,
} as const;
