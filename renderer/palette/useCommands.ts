/** Hears keys and what main wants done, and runs the commands of the table. Once, in the window's first component. */
import { useWindowEvent } from '@mantine/hooks';
import { useEffect } from 'react';
import { commandFor } from '../../preload/shortcuts';
import { isMac } from '../state/at-hand';
import { runCommand } from './run';

export function useCommands(): void {
  useEffect(() => {
    const off = window.latchkey.on('command', runCommand);
    void takeCommands();
    return off;
  }, []);
  useWindowEvent('keydown', (event) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    const id = commandFor(event, isMac());
    if (id === null) return;
    // A bare `?` in a field is meant for the field.
    if (!event.ctrlKey && !event.metaKey && !/^F\d+$/.test(event.key) && isTyping(event.target)) return;
    // Used up: the application menu has the same key.
    event.preventDefault();
    runCommand({ id, accountId: null });
  });
}

/** What was asked for before there was anybody to hear it. */
async function takeCommands(): Promise<void> {
  const answer = await window.latchkey.takeCommands();
  if (answer.ok) for (const command of answer.value) runCommand(command);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
