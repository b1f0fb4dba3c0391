/** Questions on the way: who is asked, what is remembered for whom, and that silence is an answer. */
import { describe, expect, it } from 'vitest';
import { Secret } from '../oauth';
import { clientCertificates, type OfferedCertificate } from './client-certificates';
import { httpAuthentication, type Asker } from './http-authentication';
import { inFlight } from './in-flight';
import { questions, type QuestionAnswer } from './questions';

/** A user who answers each question by the next of these. */
function user(...answers: readonly QuestionAnswer[]) {
  const asked: string[] = [];
  let made = 0;
  const all = questions(
    () => `q${(made += 1)}`,
    () => true,
    () => {
      for (const view of all.all()) {
        if (asked.includes(view.id)) continue;
        asked.push(view.id);
        const answer = answers[asked.length - 1] ?? { kind: 'none' as const };
        queueMicrotask(() => all.answer(view.id, answer));
      }
    },
  );
  return { all, asked };
}

const login = (password: string): QuestionAnswer => ({ kind: 'login', name: 'me', password: new Secret(password) });
const choice = (index: number): QuestionAnswer => ({ kind: 'certificate', index });
const proxy: Asker = { isProxy: true, scheme: 'basic', host: 'proxy.example', port: 3128, realm: 'way out' };
const server: Asker = { ...proxy, isProxy: false, host: 'server.example' };

describe('a name and a password', () => {
  it('for a proxy are asked once in a run, and anew where they were refused', async () => {
    const { all, asked } = user(login('wrong'), login('right'));
    const authentication = httpAuthentication(all);
    const given = async (again: boolean) => (await authentication.credentials(proxy, again, false))?.password.reveal();
    expect(await given(false)).toBe('wrong');
    expect(await given(false)).toBe('wrong');
    expect(await given(true)).toBe('right');
    expect(await given(false)).toBe('right');
    expect(asked).toHaveLength(2);
  });

  it('for a server are asked each time, and by one question for many requests', async () => {
    const { all, asked } = user(login('a'), login('b'));
    const authentication = httpAuthentication(all);
    await Promise.all([1, 2, 3].map(() => authentication.credentials(server, false, true)));
    await authentication.credentials(server, false, true);
    expect(asked).toHaveLength(2);
  });

  it('are none where the user gives none, or cannot be asked', async () => {
    const { all } = user({ kind: 'none' });
    expect(await httpAuthentication(all).credentials(proxy, false, false)).toBeNull();
    const hidden = questions(
      () => 'q',
      () => false,
      () => undefined,
    );
    expect(await httpAuthentication(hidden).credentials(proxy, false, false)).toBeNull();
  });

  it('are said to go in clear where they do', async () => {
    const all = questions(
      () => 'q',
      () => true,
      () => undefined,
    );
    const waiting = httpAuthentication(all).credentials(server, false, false);
    expect(all.all()).toEqual([
      {
        kind: 'login',
        id: 'q',
        from: 'server',
        host: 'server.example:3128',
        realm: 'way out',
        wrong: false,
        clear: true,
      },
    ]);
    all.giveUp();
    expect(await waiting).toBeNull();
    expect(all.answer('q', { kind: 'none' })).toBe(false);
  });
});

describe('a client certificate', () => {
  const offered: readonly OfferedCertificate[] = ['one', 'two'].map((fingerprint) => ({
    fingerprint,
    subjectName: fingerprint,
    issuerName: 'Company',
    validStart: 0,
    validExpiry: 1,
  }));
  const mine = { owner: 'client-1', isPrivate: false };

  it('is never shown without asking, not even the only one', async () => {
    const { all, asked } = user({ kind: 'none' });
    expect(await clientCertificates(all).choose(mine, 'https://a.example/', offered.slice(0, 1))).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('is remembered for its client and its host, and no others', async () => {
    const { all, asked } = user(choice(1), choice(0), choice(0), choice(9));
    const certificates = clientCertificates(all);
    const chosen = async (use: typeof mine, url: string) =>
      (await certificates.choose(use, url, offered))?.fingerprint ?? null;
    expect(await chosen(mine, 'https://a.example/')).toBe('two');
    expect(await chosen(mine, 'a.example')).toBe('two');
    expect(asked).toHaveLength(1);
    expect(await chosen(mine, 'https://b.example/')).toBe('one');
    expect(await chosen({ ...mine, owner: 'client-2' }, 'https://a.example/')).toBe('one');
    expect(await chosen({ ...mine, isPrivate: true }, 'https://a.example/')).toBeNull();
    expect(asked).toHaveLength(4);
  });
});

describe('requests on their way', () => {
  it('tell whose they are, as long as they are of one client', () => {
    const flying = inFlight();
    const first = flying.begin('a.example', 'client-1');
    expect(flying.ownerAt('a.example')).toBe('client-1');
    expect(first.asked).toBe(true);
    const second = flying.begin('a.example', 'client-2');
    expect(flying.ownerAt('a.example')).toBeNull();
    flying.end('a.example', first);
    expect(flying.ownerAt('a.example')).toBe('client-2');
    flying.end('a.example', second);
    expect(flying.ownerAt('a.example')).toBeNull();
  });
});
