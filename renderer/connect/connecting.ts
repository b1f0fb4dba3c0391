/**
 * The way to a token: which client, by which grant, and what is shown when it ends. Sign-ins that are under way stand in main's view
 * (`attempts`) and are shown by AttemptDialog; here they are begun and their ends are told.
 */
import type {
  AccountView,
  ClientView,
  ErrorView,
  ProviderView,
  RequestInput,
  SignInPlaceView,
} from '../../preload/contract';
import { closeLater, openDialog } from '../state/dialogs';
import { pointAt } from '../state/desk';
import { showToast } from '../state/toasts';
import { currentView } from '../state/view';
import { grantFor } from './ways';

/** The clients one can connect with now: practice clients only while the practice server runs. */
export function usableClients(
  providerId: string,
  clients: readonly ClientView[],
  practising: boolean,
): readonly ClientView[] {
  return clients.filter((client) => client.providerId === providerId && (client.practice === null || practising));
}

export function providerOf(providerId: string): ProviderView | null {
  return currentView().providers.find(({ id }) => id === providerId) ?? null;
}

export function clientOf(clientId: string): ClientView | null {
  return currentView().clients.find(({ id }) => id === clientId) ?? null;
}

/**
 * No client yet: the form. One: straight on. Several: the choice. Of the practice clients only the ordinary one counts here; those that
 * show something else are offered in the sandbox's dialog and among "another client".
 */
export function connectProvider(providerId: string): void {
  const { clients: all, sandbox } = currentView();
  const clients = usableClients(providerId, all, sandbox.running).filter(
    ({ practice }) => practice === null || practice === ordinary(providerId),
  );
  const only = clients.length === 1 ? clients[0] : undefined;
  if (only !== undefined) connectClient(only.id, null);
  else if (clients.length === 0) openDialog({ kind: 'client_form', providerId, clientId: null, accountId: null });
  else openDialog({ kind: 'choose_client', providerId, accountId: null });
}

/** The practice client with which everything works. */
function ordinary(providerId: string): string {
  return `practice-${providerId}`;
}

/**
 * Grants by form ask for their fields first; a sign-in begins at once.
 * @param asked a grant's name; null for the one that the client was entered for
 */
export function connectClient(
  clientId: string,
  accountId: string | null,
  asked: string | null = null,
  place: SignInPlaceView | null = null,
): void {
  const client = clientOf(clientId);
  const provider = providerOf(client?.providerId ?? '');
  const grant = provider === null ? null : grantFor(provider, client, asked);
  if (grant !== null) openDialog({ kind: 'grant', clientId, accountId, grant });
  else void signIn(clientId, accountId, { place });
}

export function connectAgain(account: AccountView): void {
  if (account.connectBy === 'form')
    openDialog({ kind: 'grant', clientId: account.clientId, accountId: account.id, grant: account.grant });
  else void signIn(account.clientId, account.id);
}

/** How a sign-in departs from what is usual for its client. */
export interface SignInWay {
  readonly place?: SignInPlaceView | null;
  readonly anotherUser?: boolean;
}

/** Answers when the attempt has ended, and tells its end. */
export async function signIn(clientId: string, accountId: string | null, how: SignInWay = {}): Promise<void> {
  const answer = await window.latchkey.signIn({
    clientId,
    accountId,
    ...(how.place ? { place: how.place } : {}),
    ...(how.anotherUser === true ? { anotherUser: true } : {}),
  });
  if (answer.ok) return tellConnected(answer.value.accountId);
  // The newer attempt tells its own end.
  if (answer.error.code === 'sign_in_replaced') return;
  if (answer.error.code === 'sign_in_cancelled') {
    if (!quietly.delete(clientId)) showToast({ kind: 'cancelled' });
    return;
  }
  openDialog({ kind: 'sign_in_failed', clientId, accountId, error: answer.error });
}

/**
 * Asks for a code that is entered on another device. What happens to it then, its own dialog shows; here only what went wrong before
 * there was a code.
 */
export async function connectByDevice(input: RequestInput<'connectByDevice'>): Promise<ErrorView | null> {
  const close = closeLater();
  const answer = await window.latchkey.connectByDevice(input);
  if (answer.ok) {
    close();
    tellConnected(answer.value.accountId);
    return null;
  }
  // The newer attempt tells its own end.
  if (answer.error.code === 'sign_in_replaced') return null;
  if (answer.error.code === 'sign_in_cancelled') {
    showToast({ kind: 'cancelled' });
    return null;
  }
  return answer.error;
}

export function tellConnected(accountId: string): void {
  pointAt(accountId);
  showToast({ kind: 'connected', accountId });
}

/** Clients whose attempt was cancelled only to go another way, which needs no words. */
const quietly = new Set<string>();

/** Ends a sign-in because the user went another way. */
export async function leaveSignIn(attemptId: string, clientId: string): Promise<void> {
  quietly.add(clientId);
  const answer = await window.latchkey.cancelAttempt({ attemptId });
  // It had ended by itself, so there is no end to be quiet about; the next one's is told.
  if (!answer.ok) quietly.delete(clientId);
}
