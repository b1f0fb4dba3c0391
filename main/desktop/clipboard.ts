/**
 * Copies a token and takes it back: after the time set, and when the app ends, the clipboard is cleared if it still holds our text.
 * Only main touches the clipboard, so an access token never passes through a window.
 */
import type { Secret } from '../oauth';

/** Electron's clipboard: synchronous until 43, asynchronous from 44; awaiting serves both. */
export interface SystemClipboard {
  readText(): string | Promise<string>;
  writeText(text: string): void | Promise<void>;
  /** With the platform's marks for what is not to be kept (clipboard-marks.ts). */
  writeSecret(text: string): void | Promise<void>;
  clear(): void | Promise<void>;
}

export interface TokenClipboard {
  /**
   * @param seconds until it is cleared; 0 = never
   * @returns when it will be cleared, milliseconds since the epoch, or null
   */
  copy(text: Secret, seconds: number): Promise<number | null>;
  /** What is no secret: it stays. */
  copyPublic(text: string): Promise<void>;
  /** Clears now if our text is still there; true if it was. */
  clearIfOurs(): Promise<boolean>;
}

/**
 * @param clipboard Electron's own
 * @param now wall clock, milliseconds since the epoch
 * @param cleared told when the time was up, and whether our text was still there
 */
export function tokenClipboard(
  clipboard: SystemClipboard,
  now: () => number,
  cleared: (wasOurs: boolean) => void,
): TokenClipboard {
  let ours: Secret | null = null;
  let timer: NodeJS.Timeout | undefined;

  const clearIfOurs = async (): Promise<boolean> => {
    clearTimeout(timer);
    const text = ours;
    ours = null;
    if (text === null || (await clipboard.readText()) !== text.reveal()) return false;
    await clipboard.clear();
    return true;
  };

  return {
    async copy(text, seconds) {
      // First: where it fails, what was copied before is still there, and still to be cleared.
      await clipboard.writeSecret(text.reveal());
      clearTimeout(timer);
      ours = text;
      if (seconds === 0) return null;
      // A clipboard that cannot be read any more is left alone; there is nothing to tell the user that would help.
      timer = setTimeout(() => void clearIfOurs().then(cleared, () => cleared(false)), seconds * 1000);
      return now() + seconds * 1000;
    },
    async copyPublic(text) {
      await clipboard.writeText(text);
      clearTimeout(timer);
      ours = null;
    },
    clearIfOurs,
  };
}
