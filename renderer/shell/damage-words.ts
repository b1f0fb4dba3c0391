/** Which words a record that cannot be used has: what happened to it, what that means for the token, and what to do. Pure. */
import type { NoticeView } from '../../preload/contract';

type Damage = Pick<Extract<NoticeView, { kind: 'record_damaged' }>, 'what' | 'outcome'>;

export function damageKey({ what, outcome }: Damage) {
  switch (what) {
    case 'settings':
    case 'history':
      return `notices.damaged.${what}` as const;
    case 'journal':
      // There is no journal before another.
      return `notices.damaged.journal.${outcome === 'previous_loaded' ? 'set_aside' : outcome}` as const;
    case 'account':
    case 'client':
      return `notices.damaged.${what}.${outcome}` as const;
  }
}

/** Where its bytes are: under another name, or where they were. */
export function placeKey({ outcome }: Damage) {
  return outcome === 'locked' || outcome === 'newer_version' ? 'notices.leftAs' : 'notices.kept';
}
