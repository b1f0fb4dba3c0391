/** The sign-in attempts that are on their way, by id. One client has one attempt at a time. */
import {
  beginAttempt,
  type RunningAttempt,
  type SignInAttempt,
  type SignInDependencies,
  type SignInEnd,
  type SignInRequest,
} from './sign-in-attempt';

export interface SignIns {
  attempts(): readonly SignInAttempt[];
  /** Shows the sign-in page; resolves when the attempt has ended. */
  start(request: SignInRequest): Promise<SignInEnd>;
  /** The attempt while it runs. */
  find(id: string): RunningAttempt | undefined;
  cancel(id: string): boolean;
  cancelOf(clientId: string): void;
  cancelAll(): void;
}

export function signIns(deps: SignInDependencies): SignIns {
  const running = new Map<string, RunningAttempt>();
  const endOf = (clientId: string, how: SignInEnd): void => {
    for (const { attempt, end } of running.values()) if (attempt.client.id === clientId) end(how);
  };
  return {
    attempts: () => [...running.values()].map(({ attempt }) => attempt),
    async start(request) {
      // A second click on the same button means "that one, anew": the older attempt would only be in the way.
      endOf(request.client.id, { kind: 'replaced' });
      const begun = beginAttempt(deps, request);
      running.set(begun.attempt.id, begun);
      const end = await begun.ended;
      running.delete(begun.attempt.id);
      deps.changed();
      return end;
    },
    find: (id) => running.get(id),
    cancel(id) {
      running.get(id)?.end({ kind: 'cancelled' });
      return running.has(id);
    },
    cancelOf: (clientId) => endOf(clientId, { kind: 'cancelled' }),
    cancelAll() {
      for (const { end } of running.values()) end({ kind: 'cancelled' });
    },
  };
}
