/**
 * The log is the standard error stream: a line a thing that was not expected. SECURITY: it prints an error's name, code, stack and what it
 * says without what it quotes, and never a value; secrets have a type that does not print.
 */
import { Fault, systemErrorCode } from '../fault';

/** Writes one error, with its causes, to standard error. */
export function logError(error: unknown): void {
  process.stderr.write(`latchkey: ${describe(error)}\n`);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `not an error: ${typeof error}`;
  const code = error instanceof Fault ? error.code : systemErrorCode(error);
  const cause = error.cause === undefined ? '' : `\n  because of ${describe(error.cause)}`;
  const words = [error.name, code].filter(Boolean).join(' ');
  return [words, saying(error)].filter(Boolean).join(': ') + framesOf(error) + cause;
}

/** SECURITY: messages of the language quote what was read: JSON.parse a piece of the text, a header its value, a pattern the whole of it. */
function saying(error: Error): string {
  if (error instanceof SyntaxError) return '';
  return error.message.replace(/"[^"]*"?/g, '"…"').replace(/[^\s/'"():]{40,}/g, '…');
}

/** What stands in a stack behind the message, with the line end before it; nothing where the message is not the one it was made with. */
export function framesOf({ stack = '', message }: Error): string {
  const at = stack.indexOf(message);
  return at === -1 ? '' : stack.slice(at + message.length);
}
