/** What happens next with a healthy account, as the key of a sentence, and the one thing to do. Pure. */
import type { AccountView, Status } from '../../preload/contract';

export type NextStep =
  | { readonly kind: 'refreshing' }
  /** It will be refreshed by itself then. */
  | { readonly kind: 'by_itself'; readonly at: number; readonly action: 'refresh' }
  | { readonly kind: 'refresh_brings' | 'refresh_soon' | 'refresh_now' | 'ask_again'; readonly action: 'refresh' }
  | { readonly kind: 'use_until_end' | 'use_for_good' | 'use_unknown'; readonly action: 'copy' }
  | { readonly kind: 'sign_in_soon'; readonly action: 'connect_again' };

/** Null where the account needs attention: then its problem says what to do. */
export function nextStep(account: AccountView, status: Status): NextStep | null {
  const { access, refreshing, automatic, renewal, problem } = account;
  if (access === null || problem !== null) return null;
  if (refreshing) return { kind: 'refreshing' };
  const renewable = renewal !== 'sign_in';
  switch (status) {
    case 'fresh':
      if (automatic.on && automatic.nextAt !== null)
        return { kind: 'by_itself', at: automatic.nextAt, action: 'refresh' };
      if (access.expiry.kind === 'never') return { kind: 'use_for_good', action: 'copy' };
      if (renewable) return { kind: 'refresh_brings', action: 'refresh' };
      return { kind: access.expiry.kind === 'at' ? 'use_until_end' : 'use_unknown', action: 'copy' };
    case 'expiring':
      if (automatic.on && automatic.nextAt !== null)
        return { kind: 'by_itself', at: automatic.nextAt, action: 'refresh' };
      return renewable
        ? { kind: 'refresh_soon', action: 'refresh' }
        : { kind: 'sign_in_soon', action: 'connect_again' };
    case 'refreshable':
      return { kind: renewal === 'same_grant' ? 'ask_again' : 'refresh_now', action: 'refresh' };
    case 'expired':
    case 'sign_in_needed':
    case 'misconfigured':
    case 'uncertain':
    case 'locked':
      return null;
  }
}
