/** Account, client and history as JSON, both ways, checked both ways: what could not be read back is not written. This is what is sealed. */
import { z } from 'zod';
import type { Account, AccountFacts, Client } from '../accounts/account';
import { accountForm } from './account-form';
import type { AccountHistory } from '../accounts/history';
import { clientForm } from './client-form';
import { readHistory } from './history-form';

/** What may stand beside the sealed part in clear text: no secret, and enough to show what is locked. A later Latchkey may say more. */
const accountFacts = z.object({
  id: z.string(),
  clientId: z.string(),
  providerId: z.string(),
  grant: z.string(),
  label: z.string(),
  identity: z.string().nullable(),
  generation: z.int(),
  practice: z.boolean(),
});

/** What is known of a client without unsealing it. */
export interface ClientFacts {
  readonly id: string;
  readonly providerId: string;
  readonly clientId: string;
  readonly practice: string | null;
}

const clientFacts = z.object({
  id: z.string(),
  providerId: z.string(),
  clientId: z.string(),
  practice: z.string().nullable(),
});

/** How one kind of record is written and read. */
export interface RecordCodec<T extends { readonly id: string }, F> {
  readonly kind: 'account' | 'client' | 'history';
  facts(value: T): F;
  /** Null where this is not what `facts` wrote. */
  readFacts(stored: unknown): F | null;
  /** Plain JSON. Null where the value breaks its own type, for example by a time that is not a number. SECURITY: seal it. */
  encode(value: T): unknown;
  /** Null where this is not what `encode` wrote. */
  decode(stored: unknown): T | null;
}

export const accountCodec: RecordCodec<Account, AccountFacts> = {
  kind: 'account',
  facts: ({ id, clientId, providerId, grant, label, identity, generation, practice }) => {
    return { id, clientId, providerId, grant, label, identity, generation, practice };
  },
  readFacts: (stored) => accountFacts.safeParse(stored).data ?? null,
  encode: (value) => z.safeEncode(accountForm, value).data ?? null,
  decode: (stored) => accountForm.safeParse(stored).data ?? null,
};

export const clientCodec: RecordCodec<Client, ClientFacts> = {
  kind: 'client',
  facts: ({ id, providerId, clientId, practice }) => ({ id, providerId, clientId, practice }),
  readFacts: (stored) => clientFacts.safeParse(stored).data ?? null,
  encode: (value) => z.safeEncode(clientForm, value).data ?? null,
  decode: (stored) => clientForm.safeParse(stored).data ?? null,
};

const historyFacts = z.object({ id: z.string() });

/** SECURITY: sealed as accounts are: it names servers, people and errors, though no secret. */
export const historyCodec: RecordCodec<AccountHistory, { readonly id: string }> = {
  kind: 'history',
  facts: ({ id }) => ({ id }),
  readFacts: (stored) => historyFacts.safeParse(stored).data ?? null,
  // Plain data already; whether it can be read back is asked all the same.
  encode: (value) => (readHistory(value) === null ? null : value),
  decode: readHistory,
};
