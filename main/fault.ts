/**
 * The one error type for what is not expected to happen. Expected failures are values (a union result), never a Fault.
 * A Fault carries a stable code for the screen and keeps its cause for the log; its message is private detail and must
 * not hold a secret.
 */
export class Fault extends Error {
  override readonly name = 'Fault';

  /**
   * @param code stable code from the contract's error codes, shown by its translation
   * @param message private detail in English, free of secrets
   * @param cause what was caught, if anything
   */
  constructor(
    readonly code: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** The code that Node and the operating system put on an error (`ENOSPC`, `EACCES`, …), or undefined. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
