/** Rules on proofs: an algorithm that can be used, and an audience that somebody can know. */
import { pathText, type ProviderProblem } from './problem';
import type { Provider } from './schema';

/**
 * Signature algorithms that are spoken (RFC 7518 section 3.1, RFC 8037), the asymmetric ones; others in a file are passed over, as a
 * server's own list may name more.
 */
export const spokenAlgorithms = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
] as const;

export function proofRules({ client_assertion: assertion, dpop, issuer }: Provider): ProviderProblem[] {
  const problems: ProviderProblem[] = [];
  const say = (path: readonly PropertyKey[], reason: string) => problems.push({ path: pathText(path), reason });
  if (dpop.use !== 'off' && !spokenAlgorithms.some((name) => dpop.algorithms.includes(name)))
    say(['dpop', 'algorithms'], `must name one that Latchkey speaks: ${spokenAlgorithms.join(', ')}`);
  if (assertion.audience === 'issuer' && issuer === undefined)
    say(['client_assertion', 'audience'], 'needs the issuer: add "issuer"');
  return problems;
}
