/** What windows see of an account's id token: its fingerprint, and what became of checking it. */
import type { Account } from '../accounts';
import type { IdTokenView } from '../../preload/contract';

export function idTokenView({ tokens: { idToken }, idTokenCheck }: Account): IdTokenView | null {
  if (idToken === null) return null;
  const { mask, fingerprint } = idToken;
  return { mask, fingerprint, check: checkView(fingerprint, idTokenCheck) };
}

function checkView(fingerprint: string, check: Account['idTokenCheck']): IdTokenView['check'] {
  if (check?.of !== fingerprint) return { kind: 'checking' };
  switch (check.kind) {
    case 'valid':
      return { kind: 'valid', origin: check.origin };
    case 'failed':
      return { kind: 'failed', reason: check.reason, detail: check.detail };
    case 'unchecked':
      return { kind: 'unchecked', reason: check.reason, detail: check.detail };
  }
}
