/**
 * Further parameters that another tool sends. Those of the authorize URL are taken over; of those of token requests it is told that they are
 * there, for any of them may be a secret and a client's parameters are shown.
 */
import { isResourceIndicator } from '../../oauth';
import { authorizeParameters } from '../../providers';
import { MOST_LEFT_OUT, type FoundClient, type LeftOut } from './found-client';

export interface FurtherParam {
  /** Where it stands, for the list of what was left out. */
  readonly at: string;
  readonly name: string;
  /** Null where it is a variable without a value. */
  readonly value: string | null;
  readonly inAuthorizeUrl: boolean;
}

/** What a browser or a provider's own script adds. */
const MOST_PARAMS = 20;

/** Filled in anew for each sign-in, or from the client itself: a client that has one of them as a parameter could not be kept. */
const ownNames = [...authorizeParameters, 'request'];

export function withFurtherParams(found: FoundClient, further: readonly FurtherParam[]): FoundClient {
  const params: Record<string, string> = { ...found.params };
  const resources = [...found.resources];
  const leftOut: LeftOut[] = [];
  for (const param of further) {
    const reason = refusal(param, Object.keys(params).length);
    if (reason !== null) leftOut.push({ at: param.at, reason });
    else if (param.name === 'resource') resources.push(param.value ?? '');
    else params[param.name] = param.value ?? '';
  }
  return { ...found, params, resources, leftOut: [...found.leftOut, ...leftOut].slice(0, MOST_LEFT_OUT) };
}

/** @param taken how many there are already */
function refusal({ name, value, inAuthorizeUrl }: FurtherParam, taken: number): LeftOut['reason'] | null {
  if (value === null) return 'no_value';
  if (!inAuthorizeUrl || ownNames.includes(name)) return 'not_taken';
  // RFC 8707 section 2; a client has a place of its own for them.
  if (name === 'resource') return isResourceIndicator(value) ? null : 'wrong_value';
  return taken < MOST_PARAMS && /^[\x21-\x7e]+$/.test(name) ? null : 'unknown';
}
