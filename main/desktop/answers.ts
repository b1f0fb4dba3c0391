/** Turns what became of a request into its answer, where that takes more than a line; the others stand in handlers.ts. */
import type { ReadAgainOutcome, RefreshOutcome, RestoreOutcome } from '../accounts';
import { problemView, saveFailure } from './failures';
import { refuse, type Refusal } from './ipc';
import type { Kept } from './safekeeping';

/**
 * To everything about the passphrase and the keyring.
 * @param field the form's field for a passphrase that is not taken
 */
export function keptAnswer(outcome: Kept, field: string | null): null | Refusal {
  switch (outcome.kind) {
    case 'done':
      return null;
    case 'not_saved':
      return { refused: saveFailure(outcome.save) };
    case 'unsaved':
      return refuse('tokens_not_saved');
    case 'out_of_place':
      return refuse('no_passphrase');
    case 'refused':
      switch (outcome.reason) {
        case 'wrong':
          return refuse('passphrase_wrong', { field: field === 'next' ? 'current' : field });
        case 'short':
          return refuse('passphrase_short', { field });
        case 'damaged':
          return refuse('passphrase_file_damaged', { detail: outcome.detail });
        case 'no_keyring':
          return refuse('keyring_unavailable', { detail: outcome.detail });
        case 'no_passphrase':
          return refuse('no_passphrase');
      }
  }
}

/** To *Restore previous token*. */
export function restoreAnswer(outcome: RestoreOutcome): null | Refusal {
  switch (outcome.kind) {
    case 'restored':
      return null;
    case 'not_saved':
      return { refused: saveFailure(outcome.save) };
    case 'refused': {
      const codes = {
        not_found: 'not_found',
        locked: 'vault_locked',
        nothing_before: 'nothing_to_restore',
        refreshing: 'refresh_under_way',
      } as const;
      return refuse(codes[outcome.reason]);
    }
  }
}

/** To *Refresh*. */
export function refreshAnswer(outcome: RefreshOutcome): null | Refusal {
  switch (outcome.kind) {
    case 'refreshed':
    case 'overtaken':
      return null;
    case 'refreshed_unsaved':
      return refuse('tokens_not_saved', { detail: outcome.save.detail });
    case 'not_keepable':
      return { refused: saveFailure(outcome.save) };
    case 'failed': {
      const { code, detail, serverCode, field } = problemView(outcome.problem);
      return refuse(code, { detail, serverCode, field });
    }
    case 'refused': {
      const codes = {
        not_found: 'not_found',
        locked: 'vault_locked',
        no_refresh_token: 'no_refresh_token',
        uncertain: 'refresh_uncertain',
        no_endpoint: 'endpoint_missing',
        no_subject: 'exchange_subject_missing',
        too_early: 'refresh_too_early',
        burned: 'refresh_burned',
      } as const;
      return refuse(codes[outcome.reason]);
    }
  }
}

export function readAgainAnswer(outcome: ReadAgainOutcome): null | Refusal {
  switch (outcome.kind) {
    case 'read':
      return null;
    case 'read_unsaved':
      return refuse('tokens_not_saved', { detail: outcome.save.detail });
    case 'unreadable':
      return refuse('reply_unreadable');
    case 'nothing_kept':
      return refuse('reply_not_kept');
    case 'refused': {
      const codes = { not_found: 'not_found', locked: 'vault_locked', refreshing: 'refresh_under_way' } as const;
      return refuse(codes[outcome.reason]);
    }
  }
}
