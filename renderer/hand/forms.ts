/** The forms in which a token is copied, in the order of the menu: the plain ones, commands, code, lines for files. */
import type { AccountView, CopyFormat } from '../../preload/contract';

export const copyForms: readonly CopyFormat[] = [
  'token',
  'header',
  'curl',
  'curl_asks',
  'httpie',
  'powershell',
  'fetch',
  'python',
  'dotenv',
  'json',
];

/** How the copy button and the key copy this account's token. */
export function usualForm({ marks }: Pick<AccountView, 'marks'>): CopyFormat {
  return marks.copyAs ?? 'token';
}
