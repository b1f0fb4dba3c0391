import { expect, it } from 'vitest';
import { maskedText } from './masked-reply';

const masked = (text: string) =>
  maskedText({ status: 200, headers: {}, body: new TextEncoder().encode(text), sentAt: 0, receivedAt: 0 });

it('shows the shape of a reply and nothing that may be a token', () => {
  expect(masked('{"access_token":"5f3a9c0d7e21","expires_in":604800,"refresh_tok')).toBe(
    '{"access_token":"••••12","expires_in":604800,"••••11',
  );
  expect(masked('access_token=abc.def-ghi_jkl&token_type=Bearer')).toBe('access_token=••••15&token_type=Bearer');
  expect(masked('cb({"access_token":"a/b+c~d%2Fe="});')).toBe('cb({"access_token":"••••11="});');
});

it('shows two thousand characters at most', () => {
  expect(masked('a b '.repeat(10_000))).toHaveLength(2001);
});
