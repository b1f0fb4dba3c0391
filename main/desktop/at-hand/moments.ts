/**
 * What of an account is worth a notification, and when: pure, from its facts. A fact is named by the account, its generation and its
 * kind, so that it is told once, also across restarts, and anew once new tokens have come.
 */
import type { Glance } from './glance';

export type AlertKind = 'expiring' | 'window_ending' | 'sign_in_needed' | 'failed';

export interface Moment {
  readonly kind: AlertKind;
  /** The fact's name. */
  readonly key: string;
  /** It is so from then, milliseconds since the epoch. */
  readonly from: number;
  /** Until then (exclusive); null for good. */
  readonly until: number | null;
}

/** A token that lives shorter is not worth telling of before its end. */
const SHORTEST_LIFE_MS = 600_000;
const MINUTE_MS = 60_000;

/**
 * @param minutesBefore how long ahead of an end it is told; never more than half of the token's life
 */
export function momentsOf(glance: Glance, minutesBefore: number): readonly Moment[] {
  return [...beforeEnds(glance, minutesBefore * MINUTE_MS), ...needs(glance)];
}

function beforeEnds(glance: Glance, ahead: number): readonly Moment[] {
  const { accessEnd, refreshEnd, issuedAt, automatic, canRefresh, phases } = glance;
  // What waits for a person already is told as that.
  if (phases[0]?.until === null && phases[0].status !== 'fresh' && phases[0].status !== 'refreshable') return [];
  const life = (end: number): number => end - issuedAt;
  const from = (end: number): number => end - Math.min(ahead, life(end) / 2);
  const refreshedByItself = automatic && canRefresh;
  return [
    ...(accessEnd !== null && !refreshedByItself && life(accessEnd) >= SHORTEST_LIFE_MS
      ? [moment(glance, 'expiring', from(accessEnd), accessEnd)]
      : []),
    ...(refreshEnd !== null && !refreshedByItself && life(refreshEnd) >= SHORTEST_LIFE_MS && endsLater(glance)
      ? [moment(glance, 'window_ending', Math.max(from(refreshEnd), accessEnd ?? 0), refreshEnd)]
      : []),
  ];
}

function endsLater({ refreshEnd, accessEnd }: Glance): boolean {
  return refreshEnd !== null && accessEnd !== null && refreshEnd > accessEnd;
}

/** The phases that a person has to do something in. */
function needs(glance: Glance): readonly Moment[] {
  let from = 0;
  const found: Moment[] = [];
  for (const { status, until } of glance.phases) {
    if (status === 'sign_in_needed' || status === 'expired') found.push(moment(glance, 'sign_in_needed', from, until));
    if (status === 'misconfigured' || status === 'uncertain') found.push(moment(glance, 'failed', from, until));
    from = until ?? from;
  }
  return found;
}

function moment({ id, generation }: Glance, kind: AlertKind, from: number, until: number | null): Moment {
  return { kind, key: `${id} ${generation} ${kind}`, from, until };
}
