/** What a file of tokens is made of. */
import type { Account, Client } from '../accounts';
import type { Provider } from '../providers';

/** An account with what tells how its token is used; undefined where that is not there any more. */
export interface TokenSheet {
  readonly account: Account;
  readonly provider: Provider | undefined;
  readonly client: Client | undefined;
}

/** SECURITY: the token in the clear. */
export interface TokenVariable {
  readonly name: string;
  readonly label: string;
  readonly token: string;
  /** ISO 8601, UTC; null where it is not known or never. */
  readonly expiresAt: string | null;
}

/** What a file says of itself. */
export interface FileFacts {
  /** A UUID. */
  readonly id: string;
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The variables as flat pairs: each token, and when it ends. */
export function flat(variables: readonly TokenVariable[]): readonly { name: string; value: string; secret: boolean }[] {
  return variables.flatMap(({ name, token, expiresAt }) => [
    { name, value: token, secret: true },
    ...(expiresAt === null ? [] : [{ name: `${name}_EXPIRES_AT`, value: expiresAt, secret: false }]),
  ]);
}
