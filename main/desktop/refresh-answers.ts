/** What became of a refresh, and of reading a kept reply again, as the contract tells it. */
import type { ReadAgainOutcome, RefreshOutcome } from '../accounts';
import { problemView, saveFailure } from './failures';
import { refuse, type Refusal } from './ipc';

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
