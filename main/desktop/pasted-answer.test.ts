/** What is pasted in the place of a callback. */
import { expect, it } from 'vitest';
import { createAuthorization } from '../oauth';
import { catalogue, type Provider } from '../providers';
import { takePasted } from './pasted-answer';

const begun = (id: string) =>
  createAuthorization(catalogue().find((each) => each.id === id) as Provider, {
    clientId: 'me',
    authorizeEndpoint: 'https://login.example/authorize',
    callbackUrl: 'https://app.example/cb',
    scope: [],
  });

it('a code alone counts once its user vouches for it, and never where the provider signs its callback', async () => {
  const plain = await begun('github');
  expect(takePasted('a-code', false, plain)).toEqual({ kind: 'unchecked_code' });
  expect(takePasted('a-code', true, plain)).toMatchObject({ kind: 'code' });
  const signing = await begun('shopify');
  for (const vouched of [false, true])
    expect(takePasted('a-code', vouched, signing)).toEqual({ kind: 'refused', code: 'callback_unsigned' });
});
