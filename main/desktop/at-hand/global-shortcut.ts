/** One key combination that works from any program. The system may refuse it, which is said and changes nothing else. */
import type { GlobalShortcut } from 'electron';
import { commands, acceleratorOf } from '../../../preload/shortcuts';
import type { AtHandView } from '../../../preload/contract';

const MODIFIERS = [
  'CmdOrCtrl',
  'CommandOrControl',
  'Command',
  'Cmd',
  'Control',
  'Ctrl',
  'Alt',
  'Option',
  'Shift',
  'Super',
  'Meta',
];
const KEYS =
  /^(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space|Tab|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|[`\-=[\];',./\\])$/;

/**
 * An accelerator that may be taken for the whole system: a key with at least one modifier besides Shift, or a function key; and none of
 * those that Latchkey itself uses in its window.
 */
export function isGlobalShortcut(accelerator: string): boolean {
  const parts = accelerator.split('+');
  const key = parts.at(-1) ?? '';
  const modifiers = parts.slice(0, -1);
  if (!KEYS.test(key) || new Set(modifiers).size !== modifiers.length) return false;
  if (!modifiers.every((modifier) => MODIFIERS.includes(modifier))) return false;
  if (!modifiers.some((modifier) => modifier !== 'Shift') && !/^F\d+$/.test(key)) return false;
  return !ownAccelerators.has(normal(accelerator));
}

function normal(accelerator: string): string {
  const parts = accelerator.toLowerCase().split('+');
  const modifiers = parts.slice(0, -1).map((part) => (/^(?:c(?:md|ommand|trl|ontrol).*)$/.test(part) ? 'mod' : part));
  return [...modifiers.toSorted(), parts.at(-1)].join('+');
}

const ownAccelerators = new Set(
  commands.flatMap(({ keys }): readonly string[] => keys).map((key) => normal(acceleratorOf(key))),
);

export interface ShortcutKeeper {
  /** Takes another one, or none where it is empty; the old one is given back first. */
  use(accelerator: string): AtHandView['shortcut'];
  readonly giveBack: () => void;
}

export function shortcutKeeper(
  system: Pick<GlobalShortcut, 'register' | 'unregister'>,
  pressed: () => void,
): ShortcutKeeper {
  let held: string | null = null;
  const giveBack = (): void => {
    if (held !== null) system.unregister(held);
    held = null;
  };
  return {
    use(accelerator) {
      giveBack();
      if (accelerator === '') return 'off';
      if (!isGlobalShortcut(accelerator)) return 'invalid';
      try {
        if (!system.register(accelerator, pressed)) return 'taken';
      } catch {
        // Electron throws on what it cannot convert, whatever we think of it.
        return 'invalid';
      }
      held = accelerator;
      return 'set';
    },
    giveBack,
  };
}
