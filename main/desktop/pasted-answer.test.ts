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

it.each([
  ['?code=a-code&state=STATE', 'arrived'],
  ['?error=access_denied&state=STATE', 'arrived'],
  ['?code=a-code&state=of-another-attempt', 'pasted_other_attempt'],
  ['?code=a-code', 'pasted_other_attempt'],
  ['?state=STATE', 'pasted_without_code'],
])('an address that ends in %s is %s', async (query, what) => {
  const attempt = await begun('github');
  const address = `https://app.example/cb${query.replace('STATE', attempt.state.reveal())}`;
  expect(takePasted(address, false, attempt)).toEqual(
    what === 'arrived'
      ? { kind: 'arrived', callback: { url: address, formBody: '' } }
      : { kind: 'refused', code: what },
  );
});

it.each([
  ['https://other.example/cb?code=a-code', 'pasted_other_address'],
  ['', 'pasted_no_answer'],
])('%s is no answer (%s)', async (text, code) => {
  expect(takePasted(text, true, await begun('github'))).toEqual({ kind: 'refused', code });
});

it('the page where its user signs in is told from an answer', async () => {
  const attempt = await begun('github');
  expect(takePasted(attempt.url, false, attempt)).toEqual({ kind: 'refused', code: 'pasted_sign_in_page' });
});
