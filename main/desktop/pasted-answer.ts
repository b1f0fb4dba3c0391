/** What a pasted text is to an attempt: its answer, a code that its user must vouch for, or something else, each with its own words. */
import { readCallback, readPasted, type Authorization, type Secret } from '../oauth';
import type { ErrorCode } from '../../preload/contract';
import type { CapturedCallback } from './redirect-capture';

export type PastedOutcome =
  /** The answer to the attempt, good or bad; it ends the attempt as any other does. */
  | { readonly kind: 'arrived'; readonly callback: CapturedCallback }
  | { readonly kind: 'code'; readonly code: Secret }
  /** A code alone: without `state` nobody can tell whose sign-in it is, so its user is asked. */
  | { readonly kind: 'unchecked_code' }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** @param unchecked its user was asked, and says that a code without state is theirs */
export function takePasted(text: string, unchecked: boolean, authorization: Authorization): PastedOutcome {
  const pasted = readPasted(text, authorization);
  switch (pasted.kind) {
    case 'refused': {
      const codes = {
        sign_in_page: 'pasted_sign_in_page',
        other_address: 'pasted_other_address',
        no_answer: 'pasted_no_answer',
      } as const;
      return { kind: 'refused', code: codes[pasted.reason] };
    }
    case 'bare_code':
      // SECURITY: a provider that signs its callback cannot be checked by the code alone.
      if (authorization.verify) return { kind: 'refused', code: 'callback_unsigned' };
      return unchecked ? { kind: 'code', code: pasted.code } : { kind: 'unchecked_code' };
    case 'address': {
      const callback: CapturedCallback = { url: pasted.url, formBody: '' };
      const read = readCallback(callback, authorization);
      // What was pasted by mistake does not end the attempt; the user can paste again.
      if (read.kind === 'failed' && read.code === 'state_mismatch')
        return { kind: 'refused', code: 'pasted_other_attempt' };
      if (read.kind === 'failed' && read.code === 'callback_malformed')
        return { kind: 'refused', code: 'pasted_without_code' };
      return { kind: 'arrived', callback };
    }
  }
}
