/** The key that copies the token of the account in hand, in its usual form, as the platform draws it. */
import { useKeyName } from '../ui/keyName';

export function useCopyKeyName(): string {
  return useKeyName('copy');
}
