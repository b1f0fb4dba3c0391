/**
 * JSON whose integers keep all their digits: those that a number cannot hold become texts. Ids are such integers, and an id with its last
 * digits changed is another id (Instagram's and Threads' `user_id`).
 */

/** Texts and whole numbers, so that the digits behind a point are not taken for an integer. */
const textOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Like JSON.parse.
 *
 * SECURITY: only what parses is looked through, where every text is closed: in anything else the pattern would take quadratic time.
 *
 * @param textFor the text that stands for an integer too long for a number
 * @throws SyntaxError where the text is not JSON; its message quotes the text
 */
export function parseExact(json: string, textFor: (digits: string) => string = (digits) => digits): unknown {
  const value: unknown = JSON.parse(json);
  if (!/\d{16}/.test(json)) return value;
  const exact = json.replace(textOrNumber, (found) =>
    /^-?\d+$/.test(found) && !Number.isSafeInteger(Number(found)) ? `"${textFor(found)}"` : found,
  );
  return exact === json ? value : JSON.parse(exact);
}
