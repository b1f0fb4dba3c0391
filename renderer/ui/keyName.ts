/** The first key of a command, as the platform writes it: `Ctrl+L`, `⌘L`. Empty where it has none. */
import { type CommandId, drawnKey, keyOf } from '../../preload/shortcuts';
import { useMac } from '../state/at-hand';

export function useKeyName(id: CommandId): string {
  const mac = useMac();
  const key = keyOf(id);
  return key === null ? '' : drawnKey(key, mac).join(mac ? '' : '+');
}
