/** The sign-in attempts that are on their way, by id. One client has one attempt at a time. */
import type { Client } from '../accounts';
import type { Provider } from '../providers';
import { beginAttempt, type SignInAttempt, type SignInDependencies, type SignInEnd } from './sign-in-attempt';

export interface SignIns {
  attempts(): readonly SignInAttempt[];
  /** Opens the window; resolves when the attempt has ended. */
  start(provider: Provider, client: Client, accountId: string | null): Promise<SignInEnd>;
  /** "Sign in with another account". False when there is no such attempt. */
  startOver(id: string): boolean;
  cancel(id: string): boolean;
  cancelAll(): void;
}

export function signIns(deps: SignInDependencies): SignIns {
  const running = new Map<string, ReturnType<typeof beginAttempt>>();
  return {
    attempts: () => [...running.values()].map(({ attempt }) => attempt),
    async start(provider, client, accountId) {
      // A second click on the same button means "that one, anew": the older window would only be in the way.
      for (const { attempt, end } of running.values()) if (attempt.client.id === client.id) end({ kind: 'replaced' });
      const begun = beginAttempt(deps, { provider, client, accountId });
      running.set(begun.attempt.id, begun);
      const end = await begun.ended;
      running.delete(begun.attempt.id);
      deps.changed();
      return end;
    },
    startOver(id) {
      running.get(id)?.startOver();
      return running.has(id);
    },
    cancel(id) {
      running.get(id)?.end({ kind: 'cancelled' });
      return running.has(id);
    },
    cancelAll() {
      for (const { end } of running.values()) end({ kind: 'cancelled' });
    },
  };
}
