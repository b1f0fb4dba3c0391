/**
 * Grants that are submitted by a form, and what a provider may want first: an action such as binding an account. While an action is
 * pending the form's values are held here, in memory, so that the grant can be repeated with one click; they are dropped with it.
 */
import type { BrowserWindow } from 'electron';
import { connectByForm, type Client, type ConnectDependencies, type ConnectOutcome } from '../accounts';
import type { Secret, UserAction } from '../oauth';
import type { Provider } from '../providers';
import { logError } from './log';
import type { SignInSessions } from './sign-in-sessions';
import { openSignInWindow, type SignInWindow } from './sign-in-window';

export interface FormGrant {
  readonly provider: Provider;
  readonly client: Client;
  readonly accountId: string | null;
  readonly grant: string;
  readonly fields: Readonly<Record<string, Secret>>;
  readonly scope: string;
}

export interface ActionAttempt {
  readonly kind: 'action';
  readonly id: string;
  readonly form: FormGrant;
  action: UserAction;
  step: 'needed' | 'open' | 'closed' | 'repeating';
}

/** What submitting brought: an account, an action to do first, or a failure. */
export type FormOutcome =
  | Exclude<ConnectOutcome, { kind: 'action' }>
  | { readonly kind: 'action_needed'; readonly attemptId: string }
  /** Called off while it was repeated. */
  | { readonly kind: 'cancelled' };

export interface GrantFormDependencies {
  readonly connect: ConnectDependencies;
  readonly sessions: SignInSessions;
  readonly newId: () => string;
  readonly parent: () => BrowserWindow | null;
  readonly language: () => string;
  readonly changed: () => void;
}

export interface GrantForms {
  attempts(): readonly ActionAttempt[];
  submit(form: FormGrant): Promise<FormOutcome>;
  /** Opens the provider's page; resolves when its window is closed. `failed` where the page could not be loaded. */
  open(
    id: string,
  ): Promise<{ readonly kind: 'closed' | 'not_found' } | { readonly kind: 'failed'; readonly detail: string }>;
  /** Submits the same form once more; undefined when there is no such attempt. */
  repeat(id: string): Promise<FormOutcome | undefined>;
  cancel(id: string): boolean;
  cancelOf(clientId: string): void;
  cancelAll(): void;
}

export function grantForms(deps: GrantFormDependencies): GrantForms {
  const pending = new Map<string, ActionAttempt>();
  const windows = new Map<string, Pick<SignInWindow, 'close'>>();

  const setStep = (attempt: ActionAttempt, step: ActionAttempt['step']): void => {
    attempt.step = step;
    deps.changed();
  };

  const drop = (id: string): boolean => {
    windows.get(id)?.close();
    const known = pending.delete(id);
    if (known) deps.changed();
    return known;
  };

  const submit = async (form: FormGrant, repeated: ActionAttempt | null): Promise<FormOutcome> => {
    const outcome = await connectByForm(deps.connect, form, form.grant, form.fields, form.scope);
    if (outcome.kind !== 'action') {
      if (repeated !== null) drop(repeated.id);
      return outcome;
    }
    // SECURITY: what was typed is dropped with the attempt, and comes back by no late answer.
    if (repeated !== null && pending.get(repeated.id) !== repeated) return { kind: 'cancelled' };
    const attempt: ActionAttempt = repeated ?? {
      kind: 'action',
      id: deps.newId(),
      form,
      action: outcome.action,
      step: 'needed',
    };
    attempt.action = outcome.action;
    pending.set(attempt.id, attempt);
    setStep(attempt, 'needed');
    return { kind: 'action_needed', attemptId: attempt.id };
  };

  return {
    attempts: () => [...pending.values()],
    submit: (form) => submit(form, null),
    async repeat(id) {
      const attempt = pending.get(id);
      if (attempt === undefined) return undefined;
      windows.get(id)?.close();
      setStep(attempt, 'repeating');
      return submit(attempt.form, attempt);
    },
    async open(id) {
      const attempt = pending.get(id);
      if (attempt === undefined) return { kind: 'not_found' };
      windows.get(id)?.close();
      const { client, accountId } = attempt.form;
      // Its cookies are of another site than those of a sign-in, so nothing is kept.
      const taken = await deps.sessions.take({
        kind: 'forget',
        owner: client.id,
        accountId,
        clean: true,
        network: client.options.network,
      });
      // Cancelled, or opened twice, meanwhile.
      if (pending.get(id) !== attempt || windows.has(id)) {
        await taken.end(null);
        return { kind: 'closed' };
      }
      setStep(attempt, 'open');
      return new Promise((resolve) => {
        const finish = (
          result: { readonly kind: 'closed' } | { readonly kind: 'failed'; readonly detail: string },
        ): void => {
          if (!windows.delete(id)) return;
          if (attempt.step === 'open') setStep(attempt, result.kind === 'closed' ? 'closed' : 'needed');
          resolve(result);
        };
        const opened = openSignInWindow({
          url: attempt.action.url,
          session: taken.session,
          parent: deps.parent(),
          matchesCallback: () => false,
          deadEnds: [],
          deadline: null,
          language: deps.language,
          told: {
            captured: () => undefined,
            closed: () => finish({ kind: 'closed' }),
            failed: (detail) => {
              opened.close();
              finish({ kind: 'failed', detail });
            },
            refused: (where) => {
              opened.close();
              finish({ kind: 'failed', detail: where ?? 'no page came' });
            },
            deadEnd: () => undefined,
            chose: () => undefined,
            moved: () => undefined,
          },
        });
        opened.gone.then(() => taken.end(null)).catch(logError);
        windows.set(id, {
          close: () => {
            opened.close();
            finish({ kind: 'closed' });
          },
        });
      });
    },
    cancel: drop,
    cancelOf(clientId) {
      for (const { id, form } of pending.values()) if (form.client.id === clientId) drop(id);
    },
    cancelAll() {
      for (const id of pending.keys()) drop(id);
    },
  };
}
