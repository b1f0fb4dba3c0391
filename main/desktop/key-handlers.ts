/** What the client form asks about keys: make one, copy its public part. SECURITY: the private part stays in main. */
import type { ClientBook, KeyDraft, MadeKeys } from '../accounts';
import { readSigningKey, Secret, type SigningKey } from '../oauth';
import type { RequestInput } from '../../preload/contract';
import type { TokenClipboard } from './clipboard';
import { refuse, type Handlers, type Refusal } from './ipc';
import { clientKeyView } from './proof-views';

export interface KeyHandlerDependencies {
  readonly clients: () => ClientBook;
  readonly madeKeys: () => MadeKeys;
  readonly clipboard: Pick<TokenClipboard, 'copyPublic'>;
}

export function keyHandlers({
  clients,
  madeKeys,
  clipboard,
}: KeyHandlerDependencies): Pick<Handlers, 'makeClientKey' | 'copyPublicKey'> {
  const stored = (clientId: string): SigningKey | undefined => {
    const read = readSigningKey(clients().find(clientId)?.key?.reveal() ?? '');
    return read.kind === 'key' ? read.key : undefined;
  };
  return {
    async makeClientKey({ algorithm }) {
      const { handle, key } = await madeKeys().make(algorithm);
      return { handle, ...clientKeyView(key) };
    },
    async copyPublicKey({ of, as }) {
      const key = of.kind === 'made' ? madeKeys().find(of.handle) : stored(of.clientId);
      if (key === undefined) return refuse('not_found');
      const value = as === 'jwks' ? { keys: [key.publicJwk] } : key.publicJwk;
      try {
        await clipboard.copyPublic(JSON.stringify(value, null, 2));
        return null;
      } catch {
        return refuse('clipboard_failed');
      }
    },
  };
}

/** What the form did about the key, as the domain takes it. */
export function keyDraft(key: RequestInput<'saveClient'>['key'], made: MadeKeys): KeyDraft | Refusal {
  if (key === undefined || key.kind === 'keep') return { kind: 'keep' };
  if (key.kind === 'none') return { kind: 'none' };
  if (key.kind === 'pasted') return { kind: 'pasted', text: new Secret(key.text) };
  const found = made.find(key.handle);
  return found === undefined ? refuse('key_missing', { field: 'key' }) : { kind: 'made', key: found.jwk };
}
