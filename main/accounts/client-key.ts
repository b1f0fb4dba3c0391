/** A client's private key: as its form gives it, checked before the client is kept. */
import { readSigningKey, type Secret } from '../oauth';
import type { Provider } from '../providers';
import type { Client } from './account';
import type { DraftProblem } from './client-rules';

/** What the form did about the key. */
export type KeyDraft =
  /** Left as it is stored. */
  | { readonly kind: 'keep' }
  /** PEM or JWK, as it was pasted. */
  | { readonly kind: 'pasted'; readonly text: Secret }
  /** Made here just before. */
  | { readonly kind: 'made'; readonly key: Secret }
  /** Removed; the stored one is gone once the client is saved. */
  | { readonly kind: 'none' };

/** The key that the client will have: always as JWK, whatever was pasted. */
export function keyFromDraft(
  draft: KeyDraft | undefined,
  stored: Client | undefined,
): { readonly kind: 'key'; readonly key: Secret | null } | { readonly kind: 'wrong'; readonly problem: DraftProblem } {
  if (draft === undefined || draft.kind === 'keep') return { kind: 'key', key: stored?.key ?? null };
  if (draft.kind === 'none') return { kind: 'key', key: null };
  const read = readSigningKey((draft.kind === 'pasted' ? draft.text : draft.key).reveal());
  if (read.kind === 'key') return { kind: 'key', key: read.key.jwk };
  return { kind: 'wrong', problem: { code: `key_${read.reason}`, field: 'key' } };
}

/** What is missing for the way in which the client is to prove itself, or undefined. */
export function keyProblem(client: Client, provider: Provider): DraftProblem | undefined {
  const method = client.authentication ?? provider.client_authentication;
  if (method === 'private_key_jwt' && client.key === null) return { code: 'key_missing', field: 'key' };
  if (client.authentication === 'client_secret_jwt' && client.clientSecret === null)
    return { code: 'invalid_input', field: 'clientSecret' };
  return undefined;
}
