import { describe, expect, it } from 'vitest';
import { catalogue } from '../providers';
import { clientBook, type ClientDraft } from './clients';
import { DISK_FULL, FakeClientRecords } from './fakes';

const sinaappDraft: ClientDraft = {
  id: null,
  providerId: 'sinaapp',
  clientId: 'my-client',
  clientSecret: 'my-client-secret',
  callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
  scope: '',
  endpoints: { authorize: null, token: null, refresh: null },
  authentication: null,
};

function setUp() {
  const records = new FakeClientRecords();
  let made = 0;
  const book = clientBook(
    records,
    (id) => catalogue().find((provider) => provider.id === id),
    () => `client-${(made += 1)}`,
    () => undefined,
  );
  return { records, book };
}

describe('a client', () => {
  it('is kept with its secret', async () => {
    const { book, records } = setUp();
    expect(await book.save(sinaappDraft)).toMatchObject({ kind: 'saved', client: { id: 'client-1' } });
    expect(records.saved.get('client-1')?.clientSecret?.reveal()).toBe('my-client-secret');
  });

  it('keeps its stored secret when the form leaves it alone, and drops it when it is emptied', async () => {
    const { book } = setUp();
    await book.save(sinaappDraft);
    await book.save({ ...sinaappDraft, id: 'client-1', clientSecret: null, scope: ' a  b ' });
    expect(book.find('client-1')).toMatchObject({ scope: 'a b' });
    expect(book.find('client-1')?.clientSecret?.reveal()).toBe('my-client-secret');
    await book.save({ ...sinaappDraft, id: 'client-1', clientSecret: '' });
    expect(book.find('client-1')?.clientSecret).toBeNull();
  });

  it('becomes what it was before a change, secret included, but for one that is not there any more', async () => {
    const { book, records } = setUp();
    await book.save(sinaappDraft);
    const before = book.find('client-1')!;
    await book.save({ ...sinaappDraft, id: 'client-1', clientId: 'another', clientSecret: 'another-secret' });
    records.failures = [DISK_FULL];
    expect(await book.takeBack(before)).toBe(DISK_FULL);
    expect(book.find('client-1')?.clientId).toBe('another');
    expect(await book.takeBack(before)).toEqual({ kind: 'saved' });
    expect(book.find('client-1')).toBe(before);
    expect(records.saved.get('client-1')?.clientSecret?.reveal()).toBe('my-client-secret');
    await book.remove('client-1');
    expect(await book.takeBack(before)).toMatchObject({ kind: 'failed' });
    expect(book.all()).toEqual([]);
  });

  it('copied to another provider is refused: its secret would go to that one’s servers', async () => {
    const { book, records } = setUp();
    await book.save(sinaappDraft);
    const copy = { ...sinaappDraft, copyOf: 'client-1', clientSecret: null };
    expect(await book.save({ ...copy, providerId: 'kaixin001' })).toMatchObject({
      kind: 'invalid',
      problem: { code: 'not_found' },
    });
    expect(await book.save({ ...copy, copyOf: 'client-9' })).toMatchObject({ kind: 'invalid' });
    expect(records.saved.size).toBe(1);
    await book.save(copy);
    expect(records.saved.get('client-2')?.clientSecret?.reveal()).toBe('my-client-secret');
  });

  it('does not count when it cannot be saved', async () => {
    const { book, records } = setUp();
    records.failures = [DISK_FULL];
    expect(await book.save(sinaappDraft)).toEqual({ kind: 'not_saved', save: DISK_FULL });
    expect(book.all()).toEqual([]);
  });

  it.each<[string, Partial<ClientDraft>, string, string | null]>([
    [
      'an http token endpoint',
      { endpoints: { authorize: null, token: 'http://api.sinaapp.com/t', refresh: null } },
      'endpoint_not_https',
      'endpoints.token',
    ],
    [
      'an http authorize endpoint',
      { endpoints: { authorize: 'http://api.sinaapp.com/a', token: null, refresh: null } },
      'endpoint_not_https',
      'endpoints.authorize',
    ],
    [
      'an http refresh endpoint',
      { endpoints: { authorize: null, token: null, refresh: 'http://api.sinaapp.com/r' } },
      'endpoint_not_https',
      'endpoints.refresh',
    ],
    [
      'a host that only begins like loopback',
      { endpoints: { authorize: null, token: 'http://127.0.0.1.example/t', refresh: null } },
      'endpoint_not_https',
      'endpoints.token',
    ],
    [
      'an endpoint that is no URL',
      { endpoints: { authorize: null, token: 'api.sinaapp.com', refresh: null } },
      'endpoint_invalid',
      'endpoints.token',
    ],
    ['no endpoint at all', { providerId: 'standard' }, 'endpoint_missing', 'endpoints.authorize'],
    ['no callback', { callbackUrl: null }, 'callback_missing', 'callbackUrl'],
    ['a callback that is a script', { callbackUrl: 'javascript:alert(1)' }, 'callback_invalid', 'callbackUrl'],
    ['an unknown provider', { providerId: 'nobody' }, 'not_found', null],
  ])('is refused with %s', async (_name, part, code, field) => {
    const { book, records } = setUp();
    expect(await book.save({ ...sinaappDraft, ...part })).toEqual({ kind: 'invalid', problem: { code, field } });
    expect(records.saved.size).toBe(0);
  });

  it('may point to loopback over http', async () => {
    const { book } = setUp();
    const endpoints = {
      authorize: 'http://127.0.0.1:8080/a',
      token: 'http://localhost:8080/t',
      refresh: 'http://[::1]:8080/r',
    };
    expect(await book.save({ ...sinaappDraft, endpoints })).toMatchObject({ kind: 'saved', client: { endpoints } });
  });

  it('of a provider without a sign-in page needs no callback', async () => {
    const { book } = setUp();
    expect(await book.save({ ...sinaappDraft, providerId: 'kaixin001', callbackUrl: null })).toMatchObject({
      kind: 'saved',
    });
  });
});
