/** What a grant is called on screen: as its provider's file says, in the window's own words where it is a known one, or by its name. */
import type { LocalizedText } from '../../preload/contract';
import { useWords } from '../messages/words';

const known = [
  'authorization_code',
  'implicit',
  'device_code',
  'client_credentials',
  'password',
  'jwt_bearer',
  'token_exchange',
  'other_grant',
] as const;

export function useGrantName(): (name: string, label: LocalizedText | null) => string {
  const { t, own } = useWords();
  return (name, label) => {
    const usual = known.find((one) => one === name);
    return label !== null ? own(label) : usual === undefined ? name : t(`grants.way.${usual}`);
  };
}
