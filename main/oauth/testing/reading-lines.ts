/** For tests: what the reader makes of a reply, as lines of a table. All values are fake and shown. */
import type { Provider } from '../../providers';
import type { Expiry, TokenReply, TokenSet } from '../types';
import { met, read, sentAt } from './read';
import type { ProviderSample } from './provider-samples';

/** A provider's sample reply and sample error. */
export function readingLines({ id, tokens, error }: ProviderSample, from: Provider): readonly string[] {
  const granted = read(tokens, { from });
  return [
    `## ${id}`,
    ...tokenLines(granted),
    `  departs  ${met(granted).join('\n           ') || 'nowhere'}`,
    // Under HTTP 200 on purpose: the body alone must tell.
    `  error    ${errorLine(read(error, { from }))}`,
  ];
}

function tokenLines(reply: TokenReply): string[] {
  if (reply.kind !== 'tokens') return [`  NOT TOKENS: ${JSON.stringify(reply)}`];
  return [
    `  tokens   ${tokenText(reply.tokens)}`,
    ...reply.also.map(({ label, tokens }) => `  ${label.padEnd(8)} ${tokenText(tokens)}`),
  ];
}

function tokenText(tokens: TokenSet): string {
  const extras = Object.entries(tokens.extras).map(([name, value]) => `${name}=${value}`);
  return [
    tokens.accessToken.reveal(),
    `refresh ${tokens.refreshToken?.reveal() ?? 'none'}`,
    `type ${tokens.tokenType}`,
    `ends ${expiryText(tokens.accessExpiry)}`,
    `refresh ends ${expiryText(tokens.refreshExpiry)}`,
    `scope ${tokens.scope?.join(' ') ?? 'as asked'}`,
    `of ${tokens.identity ?? 'unknown'}`,
    ...(extras.length > 0 ? [extras.join(' ')] : []),
  ].join(' · ');
}

function expiryText(expiry: Expiry): string {
  if (expiry.kind !== 'at') return expiry.kind;
  return `+${(expiry.at - sentAt) / 1000} s (${expiry.source})`;
}

function errorLine(reply: TokenReply): string {
  if (reply.kind !== 'error') return `NOT AN ERROR: ${JSON.stringify(reply)}`;
  return `${reply.error.class} · ${reply.error.code} · ${reply.error.text ?? 'no text'}`;
}
