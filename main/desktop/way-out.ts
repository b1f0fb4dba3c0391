/** Joins what is needed to reach a server: the transport, and the questions that the way there may raise. */
import { randomUUID } from 'node:crypto';
import type { App } from 'electron';
import type { Transport } from '../oauth';
import { askTheUser } from './ask-the-user';
import { clientCertificates } from './client-certificates';
import { httpAuthentication } from './http-authentication';
import { inFlight } from './in-flight';
import { electronTransport } from './network';
import { networkProcessGone } from './network-process';
import { questions, type Questions } from './questions';
import type { SignInSessions } from './sign-in-sessions';

export interface WayOut {
  readonly send: Transport;
  readonly questions: Questions;
}

/**
 * @param visible whether a window can show a question now
 * @param changed called when there are other questions than before
 */
export function wayOut(
  app: Pick<App, 'on'>,
  sessions: SignInSessions,
  now: () => number,
  visible: () => boolean,
  changed: () => void,
): WayOut {
  const asked = questions(randomUUID, visible, changed);
  const authentication = httpAuthentication(asked);
  const flying = inFlight();
  askTheUser({ app, sessions, authentication, certificates: clientCertificates(asked), inFlight: flying });
  const send = electronTransport({
    now,
    authentication,
    inFlight: flying,
    networkProcessGone: (then) => networkProcessGone(app, then),
  });
  return { send, questions: asked };
}
