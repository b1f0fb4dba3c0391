/**
 * What the tray and the notifications know of an account: who it is and what becomes of it when. Made once for each stored account, since
 * that never changes, so that looking at ten thousand of them costs nothing.
 */
import { idOf, phasesOf, renewalOf, statusAt, type Phase, type Status, type StoredAccount } from '../../accounts';

export interface Glance {
  readonly id: string;
  readonly label: string;
  readonly providerId: string;
  readonly generation: number;
  readonly phases: readonly Phase[];
  /** When the present tokens were asked for. */
  readonly issuedAt: number;
  /** Milliseconds since the epoch; null where it has no end, or none that is known. */
  readonly accessEnd: number | null;
  readonly neverEnds: boolean;
  readonly refreshEnd: number | null;
  readonly canCopy: boolean;
  readonly canRefresh: boolean;
  readonly automatic: boolean;
  readonly practice: boolean;
}

const made = new WeakMap<StoredAccount, Glance>();

export function glanceOf(stored: StoredAccount): Glance {
  const known = made.get(stored);
  if (known !== undefined) return known;
  const glance = stored.state === 'open' ? openGlance(stored) : lockedGlance(stored);
  made.set(stored, glance);
  return glance;
}

export function statusOf(glance: Glance, now: number): Status {
  return statusAt(glance.phases, now);
}

function openGlance(stored: Extract<StoredAccount, { state: 'open' }>): Glance {
  const { label, providerId, generation, tokens, automatic, practice } = stored.account;
  const renewal = renewalOf(stored.account);
  const { accessExpiry, refreshExpiry } = tokens;
  return {
    id: idOf(stored),
    label,
    providerId,
    generation,
    phases: phasesOf(stored),
    issuedAt: tokens.issuedAt,
    accessEnd: accessExpiry.kind === 'at' ? accessExpiry.at : null,
    neverEnds: accessExpiry.kind === 'never',
    refreshEnd: renewal === 'refresh_token' && refreshExpiry.kind === 'at' ? refreshExpiry.at : null,
    canCopy: true,
    canRefresh: renewal !== 'sign_in',
    automatic,
    practice,
  };
}

function lockedGlance(stored: Extract<StoredAccount, { state: 'locked' }>): Glance {
  const { label, providerId, generation, practice } = stored.facts;
  return {
    id: idOf(stored),
    label,
    providerId,
    generation,
    phases: phasesOf(stored),
    issuedAt: 0,
    accessEnd: null,
    neverEnds: false,
    refreshEnd: null,
    canCopy: false,
    canRefresh: false,
    automatic: false,
    practice,
  };
}
