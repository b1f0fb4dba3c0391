/** What the requests about the place for secrets do: choosing, changing, locking and unlocking; spread into handlers.ts. */
import { Secret } from '../oauth';
import { keptAnswer } from './answers';
import type { Desk } from './desk';
import type { Handlers } from './ipc';
import type { Safekeeping } from './safekeeping';

export type ProtectionControls = Pick<
  Safekeeping<Desk>,
  | 'closed'
  | 'whenOpen'
  | 'chooseMemoryOnly'
  | 'usePassphrase'
  | 'changePassphrase'
  | 'useKeyring'
  | 'retryKeyring'
  | 'unlock'
  | 'lock'
>;

type ProtectionHandlers = Pick<
  Handlers,
  | 'chooseMemoryOnly'
  | 'protectByPassphrase'
  | 'changePassphrase'
  | 'unlock'
  | 'protectByKeyring'
  | 'retryKeyring'
  | 'lock'
>;

export function protectionHandlers(safekeeping: ProtectionControls): ProtectionHandlers {
  return {
    async chooseMemoryOnly() {
      await safekeeping.chooseMemoryOnly();
      return null;
    },
    protectByPassphrase: async ({ passphrase }) =>
      keptAnswer(await safekeeping.usePassphrase(new Secret(passphrase)), 'passphrase'),
    changePassphrase: async ({ current, next }) =>
      keptAnswer(await safekeeping.changePassphrase(new Secret(current), new Secret(next)), 'next'),
    unlock: async ({ passphrase }) => keptAnswer(await safekeeping.unlock(new Secret(passphrase)), 'passphrase'),
    protectByKeyring: async () => keptAnswer(await safekeeping.useKeyring(), null),
    retryKeyring: async () => keptAnswer(await safekeeping.retryKeyring(), null),
    async lock() {
      await safekeeping.lock('asked');
      return null;
    },
  };
}
