/** Grants by form that are called off in the middle. */
import { expect, it, vi } from 'vitest';
import { accountBook } from '../accounts';
import { deferred } from '../accounts/deferred';
import { answer, client, FakeAccountRecords, FakeJournal, FakeServer, T0 } from '../accounts/fakes';
import { Secret, serverHints, type TransportResult } from '../oauth';
import { catalogue } from '../providers';
import type { GrantFormDependencies } from './grant-forms';

vi.mock('electron', () => ({}));
const { grantForms } = await import('./grant-forms');

const provider = catalogue().find(({ id }) => id === 'kaixin001') ?? expect.fail('no Kaixin001');

it('what is called off while it is repeated does not come back with what was typed, whatever the server says then', async () => {
  const bind = answer({ need_bind: 1, bind_url: 'http://wap.kaixin001.com/qq_bind.php' }, 400);
  const late = deferred<TransportResult>();
  const book = accountBook(
    new FakeAccountRecords(),
    () => undefined,
    () => undefined,
  );
  const subject = grantForms({
    connect: {
      book,
      journal: new FakeJournal(),
      send: new FakeServer(bind, late.promise).send,
      hints: serverHints(),
      now: () => T0,
      newId: () => 'new',
      nameOf: () => 'Kaixin001',
      automaticByDefault: () => true,
    },
    newId: () => 'attempt-1',
    changed: () => undefined,
  } as unknown as GrantFormDependencies);
  const fields = { tencent_token: new Secret('t'), expire: new Secret('1'), openid: new Secret('o') };
  const form = { provider, client: client({ providerId: 'kaixin001', callbackUrl: null }), accountId: null };
  const submitted = await subject.submit({ ...form, grant: 'tencent_token', fields, scope: '' });
  expect(submitted).toEqual({ kind: 'action_needed', attemptId: 'attempt-1' });
  const repeated = subject.repeat('attempt-1');
  subject.cancel('attempt-1');
  late.resolve(bind);
  expect(await repeated).toEqual({ kind: 'cancelled' });
  expect(subject.attempts()).toEqual([]);
});
