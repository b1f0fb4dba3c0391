/** What the reader makes of every surveyed provider's sample reply and sample error, in one table: testing/provider-readings.txt. */
import { expect, it } from 'vitest';
import { providerSamples } from './testing/provider-samples';
import { fromCatalogue, met, read, sentAt } from './testing/read';
import type { Expiry, TokenReply, TokenSet } from './types';

it('there are forty', () => {
  expect(providerSamples).toHaveLength(40);
});

it('the sample reply and the sample error of every provider are read as the table says', async () => {
  const table = providerSamples.map(({ id, tokens, error }) => {
    const from = fromCatalogue(id);
    const granted = read(tokens, { from });
    return [
      `## ${id}`,
      ...tokenLines(granted),
      `  departs  ${met(granted).join('\n           ') || 'nowhere'}`,
      // Under HTTP 200 on purpose: the body alone must tell.
      `  error    ${errorLine(read(error, { from }))}`,
    ].join('\n');
  });
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('./testing/provider-readings.txt');
});

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
