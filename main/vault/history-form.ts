/** A history as it is sealed. An entry that this version does not know is dropped when it is read; nothing else is lost by it. */
import { z } from 'zod';
import type { AccountHistory } from '../accounts/history';
import { epochMs } from './record-parts';

const asker = z.enum(['you', 'several', 'tray', 'itself', 'repeat', 'recovery']);
const token = z.enum(['access_token', 'refresh_token']);
const failure = z.strictObject({ code: z.string(), serverCode: z.string().nullable(), detail: z.string().nullable() });

const event = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('connected'), grant: z.string(), again: z.boolean() }),
  z.strictObject({ kind: z.literal('connect_failed'), failure }),
  z.strictObject({ kind: z.literal('refreshed'), by: asker, generation: z.int() }),
  z.strictObject({ kind: z.literal('refresh_failed'), by: asker, failure }),
  z.strictObject({ kind: z.literal('copied'), by: asker, form: z.string() }),
  z.strictObject({ kind: z.literal('saved_to_file'), form: z.string() }),
  z.strictObject({ kind: z.literal('restored'), generation: z.int() }),
  z.strictObject({ kind: z.literal('revoked'), accessToken: z.boolean(), refreshToken: z.boolean() }),
  z.strictObject({ kind: z.literal('revoke_failed'), failure }),
  z.strictObject({ kind: z.literal('introspected'), token, active: z.boolean().nullable() }),
  z.strictObject({ kind: z.literal('expiry_taken'), token }),
  z.strictObject({ kind: z.literal('identity_told'), name: z.string().nullable() }),
  z.strictObject({ kind: z.enum(['taken_over', 'kept_apart', 'exported', 'imported']) }),
  z.strictObject({ kind: z.literal('renamed'), from: z.string(), to: z.string() }),
  z.strictObject({ kind: z.literal('automatic'), on: z.boolean() }),
]);

const entry = z.strictObject({ at: epochMs, last: epochMs, times: z.int(), event });

const pairs = z.array(z.tuple([z.string(), z.string()]).readonly()).readonly();
const request = z.strictObject({
  method: z.enum(['POST', 'GET', 'DELETE', 'PUT']),
  url: z.string(),
  query: pairs,
  headers: pairs,
  body: pairs,
  encoding: z.enum(['form', 'json', 'none']),
});
const answer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reply'),
    status: z.int(),
    headers: pairs,
    at: epochMs,
    contentType: z.string().nullable(),
    form: z.enum(['json', 'form', 'text', 'empty']),
    text: z.string(),
    bytes: z.int(),
    cut: z.boolean(),
  }),
  z.strictObject({ kind: z.enum(['not_sent', 'lost']), reason: z.string(), detail: z.string(), at: epochMs }),
]);
const step = z.strictObject({ at: epochMs, request, answer });
const attempt = z.strictObject({
  id: z.string(),
  kind: z.enum(['connect', 'refresh', 'userinfo', 'introspect', 'revoke']),
  by: asker,
  at: epochMs,
  outcome: z.enum(['open', 'done', 'failed']),
  steps: z.array(step).readonly(),
  dropped: z.int(),
});

/** What can be read of a list, item by item. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .transform((all): readonly z.output<T>[] => all.flatMap((each) => item.safeParse(each).data ?? []));

const historyForm = z.strictObject({
  id: z.string(),
  entries: listOf(entry),
  attempts: listOf(attempt),
  reply: step.nullable(),
});

/** Null where this is no history. */
export function readHistory(stored: unknown): AccountHistory | null {
  return historyForm.safeParse(stored).data ?? null;
}
