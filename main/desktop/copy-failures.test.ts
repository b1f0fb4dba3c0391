/** A clipboard that fails, with the text in its words. */
import { expect, it } from 'vitest';
import { account } from '../accounts/fakes';
import { Secret } from '../oauth';
import { placeHandlers } from './place-handlers';
import { practiceHandlers, type PracticeHandlerDependencies } from './practice-handlers';
import type { SignIns } from './sign-in';

const fails = (text: string): Promise<never> => Promise.reject(new Error(`cannot copy ${text}`));
const refused = { refused: expect.objectContaining({ code: 'clipboard_failed', detail: null }) };

it('says nothing of the address of a sign-in page', async () => {
  const signIns = { find: () => ({ address: () => 'https://id.example/?state=secret' }) } as unknown as SignIns;
  const { copySignInPage } = placeHandlers({ signIns: () => signIns, copyText: fails });
  expect(await copySignInPage({ attemptId: 'a' })).toEqual(refused);
});

it('says nothing of a practice token, nor of the bench’s secret', async () => {
  const running = { origin: 'http://127.0.0.1:1', endpoints: { kaixin001: { me: 'http://127.0.0.1:1/me' } } };
  const handlers = practiceHandlers({
    practice: () => ({ bench: { sandbox: () => running, secret: new Secret('bench-secret') } }),
    book: () => ({ findOpen: () => account({ providerId: 'kaixin001' }) }),
    clipboard: { copy: (text: Secret) => fails(text.reveal()), copyPublic: fails },
    settings: () => ({ clipboardSeconds: 30 }),
  } as unknown as PracticeHandlerDependencies);
  expect(await handlers.copyPracticeCall({ accountId: 'account-1' })).toEqual(refused);
  for (const line of ['control', 'token'] as const) expect(await handlers.copyBenchLine({ line })).toEqual(refused);
});
