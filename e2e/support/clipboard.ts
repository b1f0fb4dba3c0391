/**
 * The clipboard of the tests' screen. All apps of a run share it, so a test that looks at it has it for itself: the others wait.
 */
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Latchkey } from './running-app';

export interface Clipboard {
  read(latchkey: Latchkey): Promise<string>;
  write(latchkey: Latchkey, text: string): Promise<void>;
}

/** One for each run: its workers have the same parent, and its folder goes with it, whatever became of the test before. */
const lock = path.join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), `latchkey-clipboard-${process.ppid}`);

/** A fixture, to be handed to `test.extend`. */
export async function ownClipboard({}, use: (clipboard: Clipboard) => Promise<void>): Promise<void> {
  await expect(async () => {
    const file = await open(lock, 'wx');
    await file.close();
  }, 'another test has the clipboard').toPass({ timeout: 50_000, intervals: [100] });
  await use({
    read: ({ app }) => app.evaluate(({ clipboard }) => clipboard.readText()),
    write: ({ app }, text) => app.evaluate(({ clipboard }, written) => clipboard.writeText(written), text),
  });
  await rm(lock);
}
