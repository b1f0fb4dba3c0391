/** The key that copies the token of the account in hand, in its usual form, as the platform draws it. */
import { drawnKey, keyOf } from '../../preload/shortcuts';
import { useMac } from '../state/at-hand';

export function useCopyKeyName(): string {
  const mac = useMac();
  return drawnKey(keyOf('copy') ?? '', mac).join(mac ? '' : '+');
}
