/**
 * Texts that come from a server and are shown or logged.
 *
 * SECURITY: a server may echo what it was sent, or what it was about to give; a text may try to overwrite a line or reverse its
 * direction. So: no control or format characters, bounded length, nothing that looks like a token, none of the secrets that are known.
 */
import type { Secret } from './secret';

/** Longest text kept, in characters. */
const longestText = 300;

/** A run this long with two digits in it is taken for a token. UUIDs, used as trace ids, are let through. */
const tokenLike = /[\w\-.~+]{24,}={0,2}/g;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[.,]?$/i;

/**
 * Makes a server's text fit to be shown in one line.
 *
 * @param limit in characters
 * @param secrets values that must not show even where they do not look like tokens, for example a password
 */
export function serverText(text: string, limit: number = longestText, secrets: readonly Secret[] = []): string {
  const masked = secrets.reduce(
    // Three characters and fewer would turn every text into dots.
    (rest, secret) => (secret.reveal().length > 3 ? rest.replaceAll(secret.reveal(), '…') : rest),
    text,
  );
  const line = plainText(masked, 4 * limit).replace(tokenLike, (run) =>
    (run.match(/\d/g)?.length ?? 0) < 2 || uuid.test(run) ? run : '…',
  );
  const characters = Array.from(line);
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : line;
}

/**
 * One line of plain text, nothing masked: for values that the provider's file names as fit to be shown, such as a user's id, which may
 * be as long as a token.
 *
 * @param limit in UTF-16 units
 */
export function plainText(text: string, limit: number): string {
  return text
    .slice(0, limit)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}
