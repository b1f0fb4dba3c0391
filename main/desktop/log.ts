/**
 * The log is the standard error stream: a line a thing that was not expected. SECURITY: it prints an error's name, code and stack and
 * never a value; secrets have a type that does not print.
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
  return `${error.name}${code === undefined ? '' : ` ${code}`}: ${error.stack ?? error.message}${cause}`;
}
