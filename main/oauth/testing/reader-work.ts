/** For `npm run bench`: what there is to read, and the two ways to read it that are compared. */
import { readTokenReply } from '../token-reply';
import type { RawReply } from '../types';
import { providerSamples } from './provider-samples';
import { fromCatalogue } from './read';

export interface ReaderWork {
  /** The provider's id. */
  readonly id: string;
  /** Of the reply's body. */
  readonly bytes: number;
  /** The reply is one JSON object, so that `JSON.parse` can be asked for the same. */
  readonly isJson: boolean;
  /** From the raw reply to tokens. */
  readonly read: () => unknown;
  /** From the same bytes to an object. */
  readonly parse: () => unknown;
}

/** The sample reply of each surveyed provider. */
export const readerWork: readonly ReaderWork[] = providerSamples.map(({ id, tokens }) => {
  const provider = fromCatalogue(id);
  const body = Buffer.from(tokens);
  const headers = { 'content-type': 'application/json' };
  const reply: RawReply = { status: 200, headers, body, sentAt: 1_700_000_000_000, receivedAt: 1_700_000_000_900 };
  const context = { endpoint: provider.endpoints.token ?? 'https://api.example/token', grant: 'authorization_code' };
  return {
    id,
    bytes: body.length,
    isJson: tokens.startsWith('{'),
    read: () => readTokenReply(reply, provider, context),
    parse: () => JSON.parse(body.toString('utf8')) as unknown,
  };
});
