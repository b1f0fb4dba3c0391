/** Keys and proofs as windows may see them. SECURITY: public parts only. */
import { authenticationOf, type Account, type Client } from '../accounts';
import { isSenderConstrained, readSigningKey, type Secret, type SigningKey } from '../oauth';
import type { Provider } from '../providers';
import type { AccountProofView, ClientKeyView } from '../../preload/contract';

export function clientKeyView({ algorithms, keyId, thumbprint, publicJwk }: SigningKey): ClientKeyView {
  return { algorithm: algorithms[0], algorithms, keyId, thumbprint, publicJwk: JSON.stringify(publicJwk, null, 2) };
}

/** Null where there is no key that can be read. */
export function storedKeyView(key: Secret | null): ClientKeyView | null {
  const read = key === null ? null : readSigningKey(key.reveal());
  return read?.kind === 'key' ? clientKeyView(read.key) : null;
}

/** Null while its client or its provider's file is not there. */
export function accountProofView(
  { tokens }: Account,
  client: Client | undefined,
  provider: Provider | undefined,
): AccountProofView | null {
  if (client === undefined || provider === undefined) return null;
  const key = storedKeyView(tokens.dpopKey);
  const dpop =
    key === null ? null : { thumbprint: key.thumbprint, algorithm: key.algorithm, bound: isSenderConstrained(tokens) };
  return { authentication: authenticationOf(provider, client), dpop };
}
