/**
 * Errors that nobody caught: a mistake of ours. Electron would show a box of its own, which holds up this process, and with it every
 * refresh under way, until somebody has read it. Here the error is written to the log, and the window says that there was one.
 */
import { systemErrorCode } from '../fault';
import { framesOf } from './log';

export interface Unexpected {
  /** Hears of each, and of those that came before there was somebody to hear. Once. */
  readonly tell: (listener: (error: unknown) => void) => void;
}

/**
 * From now on this process goes on after an error that nobody caught, and after a promise whose rejection nobody handled.
 * @param report writes it to the log
 */
export function hearUnexpected(source: Pick<NodeJS.Process, 'on'>, report: (error: unknown) => void): Unexpected {
  const early: unknown[] = [];
  let listener = (error: unknown): unknown => early.push(error);
  const heard = (error: unknown): void => {
    report(error);
    listener(error);
  };
  source.on('uncaughtException', heard);
  source.on('unhandledRejection', heard);
  return {
    tell(next) {
      listener = next;
      early.splice(0).forEach(next);
    },
  };
}

/**
 * Where an error came from, in a few words for a report: `TypeError in besides`. SECURITY: never its message, which may quote what was
 * read (JSON.parse does).
 */
export function originOfError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = /^\s+at (?:async )?(?:new )?([\w$.<>[\] ]{1,80}) \(/m.exec(framesOf(error))?.[1];
  const parts = [error.name, systemErrorCode(error), place === undefined ? undefined : `in ${place}`];
  return parts.filter((part) => part !== undefined).join(' ');
}
