/**
 * Where requests come in: every call has its sender checked, its input parsed and its answer enveloped, here and nowhere else.
 */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { Fault } from '../fault';
import {
  requests,
  type Answer,
  type Answered,
  type Answers,
  type ErrorCode,
  type ErrorView,
  type RequestInput,
  type RequestName,
} from '../../preload/contract';
import { APP_ORIGIN } from './app-scheme';

/** What a handler gives back when it cannot do what was asked. */
export interface Refusal {
  readonly refused: ErrorView;
}

/** One handler a request; complete at compile time. */
export type Handlers = {
  readonly [N in RequestName]: (input: RequestInput<N>) => Promise<Answers[N] | Refusal> | Answers[N] | Refusal;
};

/** Makes an error view; the sentence for people lives with the translations. */
export function errorView(code: ErrorCode, more: Partial<Omit<ErrorView, 'code'>> = {}): ErrorView {
  return { code, detail: null, serverCode: null, field: null, ...more };
}

export function refuse(code: ErrorCode, more: Partial<Omit<ErrorView, 'code'>> = {}): Refusal {
  return { refused: errorView(code, more) };
}

/**
 * Connects the contract's requests to their handlers. A request that comes before these are there waits for them.
 * @param isOurs whether a web contents belongs to the main window
 * @param report receives what was not expected, for the log
 * @param beforeAnswer called before each answer goes out, for a window must have been told of what an answer names; gives the number of
 * the last `changed` event
 */
export function serveRequests(
  ipcMain: Pick<IpcMain, 'handle'>,
  handlers: Promise<Handlers>,
  isOurs: (contents: WebContents) => boolean,
  report: (error: unknown) => void,
  beforeAnswer: () => number,
): void {
  for (const name of Object.keys(requests) as RequestName[]) {
    ipcMain.handle(`latchkey:${name}`, async (event, input: unknown): Promise<Answered<unknown>> => {
      const answered = await answer(name, await handlers, event, input, isOurs, report);
      return { ...answered, told: beforeAnswer() };
    });
  }
}

async function answer<N extends RequestName>(
  name: N,
  handlers: Handlers,
  event: IpcMainInvokeEvent,
  input: unknown,
  isOurs: (contents: WebContents) => boolean,
  report: (error: unknown) => void,
): Promise<Answer<Answers[N]>> {
  // SECURITY: only the main frame of our own window, while it shows our own page, may ask for anything.
  if (!isOurs(event.sender) || !isOwnMainFrame(event)) return { ok: false, error: errorView('sender_refused') };
  const parsed = parse(name, input);
  if ('error' in parsed) return { ok: false, error: parsed.error };
  try {
    const result = await handlers[name](parsed.data);
    return isRefusal(result) ? { ok: false, error: result.refused } : { ok: true, value: result };
  } catch (error) {
    report(error);
    return { ok: false, error: errorView('unexpected', { detail: error instanceof Fault ? error.message : null }) };
  }
}

function parse<N extends RequestName>(
  name: N,
  input: unknown,
): { readonly data: RequestInput<N> } | { readonly error: ErrorView } {
  try {
    const parsed = requests[name].safeParse(input);
    if (parsed.success) return { data: parsed.data as RequestInput<N> };
    const issue = parsed.error.issues[0];
    return {
      error: errorView('invalid_input', { field: issue?.path.join('.') ?? null, detail: issue?.message ?? null }),
    };
  } catch {
    // What is wrong with it cannot even be said: zod names the kind of a value, and an object may have no name to give.
    return { error: errorView('invalid_input') };
  }
}

function isOwnMainFrame({ senderFrame, sender }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.url.startsWith(`${APP_ORIGIN}/`);
}

function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'refused' in result;
}
