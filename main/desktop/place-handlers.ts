/** What each request about an attempt's place does: moving it, opening or copying its page, pasting its answer. */
import { refuse, type Handlers } from './ipc';
import type { SignIns } from './sign-in';

export interface PlaceHandlerDependencies {
  readonly signIns: () => SignIns;
  /** Copies what is no secret for long, for example an address. */
  readonly copyText: (text: string) => Promise<void>;
}

type PlaceRequests = 'signInAsAnother' | 'moveSignIn' | 'openSignInPage' | 'copySignInPage' | 'pasteAnswer';

export function placeHandlers({ signIns, copyText }: PlaceHandlerDependencies): Pick<Handlers, PlaceRequests> {
  const startOver: (
    id: string,
    change: Parameters<NonNullable<ReturnType<SignIns['find']>>['startOver']>[0],
  ) => null | ReturnType<typeof refuse> = (id, change) => {
    const running = signIns().find(id);
    running?.startOver(change);
    return running === undefined ? refuse('not_found') : null;
  };
  return {
    signInAsAnother: ({ attemptId }) => startOver(attemptId, { anotherUser: true }),
    moveSignIn: ({ attemptId, place }) => startOver(attemptId, { place }),
    async openSignInPage({ attemptId }) {
      const running = signIns().find(attemptId);
      if (running === undefined) return refuse('not_found');
      await running.openInBrowser();
      return running.attempt.note === 'browser_failed' ? refuse('browser_failed') : null;
    },
    async copySignInPage({ attemptId }) {
      const address = signIns().find(attemptId)?.address() ?? null;
      if (address === null) return refuse('not_found');
      try {
        await copyText(address);
        return null;
      } catch {
        // SECURITY: the system's message might quote what was to be copied; the code says enough.
        return refuse('clipboard_failed');
      }
    },
    pasteAnswer({ attemptId, text, unchecked }) {
      const pasted = signIns().find(attemptId)?.paste(text, unchecked);
      if (pasted === undefined) return refuse('not_found');
      switch (pasted.kind) {
        case 'arrived':
        case 'code':
          return { kind: 'taken' };
        case 'unchecked_code':
          return { kind: 'unchecked_code' };
        case 'refused':
          return refuse(pasted.code, { field: 'answer' });
      }
    },
  };
}
