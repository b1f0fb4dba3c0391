import { describe, expect, it } from 'vitest';
import { account, client, DISK_FULL, SAVED, tokens } from '../accounts/fakes';
import type { Account, AccountBook, ClientBook, CopyForm } from '../accounts';
import { Secret, type ServerHints } from '../oauth';
import { catalogue } from '../providers';
import type { SettingsView } from '../../preload/contract';
import { handHandlers } from './hand-handlers';

function openAccount(id: string, token: string, part: Partial<Account> = {}): Account {
  return account({ id, label: id, tokens: tokens({ accessToken: new Secret(token) }), ...part });
}

function setUp(...accounts: readonly Account[]) {
  let here = [...accounts];
  const copied: string[] = [];
  const publicly: string[] = [];
  const written: [path: string, text: string][] = [];
  const state = { clipboardFails: false, path: '/x/tokens.json' as string | null, save: SAVED, whileAsking: () => {} };
  const find = (id: string) => here.find((each) => each.id === id);
  const handlers = handHandlers({
    book: () =>
      ({
        findOpen: find,
        find: (id: string) => (id === 'locked' || find(id) !== undefined ? {} : undefined),
      }) as unknown as AccountBook,
    clients: () => ({ find: () => client() }) as unknown as ClientBook,
    findProvider: (id) => catalogue().find((provider) => provider.id === id),
    hints: () => ({ now: () => 0, nonce: () => null }) as unknown as ServerHints,
    now: () => 0,
    clipboard: {
      async copy(text) {
        if (state.clipboardFails) throw new Error(`${text.reveal()} could not be written`);
        copied.push(text.reveal());
        return 1000;
      },
      async copyPublic(text) {
        publicly.push(text);
      },
      clearIfOurs: async () => false,
    },
    settings: () => ({ clipboardSeconds: 30 }) as SettingsView,
    files: {
      dialogs: {
        async saveAs() {
          state.whileAsking();
          return state.path;
        },
        open: async () => null,
      },
      async write(path, text) {
        if (state.save.kind === 'saved') written.push([path, text.reveal()]);
        return state.save;
      },
    },
  });
  return {
    handlers,
    copied,
    publicly,
    written,
    state,
    replace: (...next: readonly Account[]) => void (here = [...next]),
  };
}

describe('copying a token', () => {
  it('as usual is as its user set it, and plainly where they did not', async () => {
    const marks = (copyAs: CopyForm | null) => ({ favourite: false, note: '', colour: null, copyAs });
    const { handlers, copied } = setUp(openAccount('a', 'tok'), openAccount('b', 'tok', { marks: marks('header') }));
    expect(await handlers.copy({ accountId: 'a', format: 'usual' })).toEqual({
      clearsAt: 1000,
      note: null,
      format: 'token',
    });
    expect(await handlers.copy({ accountId: 'b', format: 'usual' })).toMatchObject({ format: 'header' });
    expect(await handlers.copy({ accountId: 'b', format: 'token' })).toMatchObject({ format: 'token' });
    expect(copied).toEqual(['tok', 'Authorization: Bearer tok', 'tok']);
  });

  it('as a command that asks for it puts no secret on the clipboard, which then needs no clearing', async () => {
    const { handlers, copied, publicly } = setUp(openAccount('a', 's3cr3t'));
    expect(await handlers.copy({ accountId: 'a', format: 'curl_asks' })).toMatchObject({ clearsAt: null });
    expect(copied).toEqual([]);
    expect(publicly.join('')).not.toContain('s3cr3t');
  });

  it('is refused with a reason: unknown, locked, not to be written in that form, a clipboard that fails', async () => {
    const { handlers, state } = setUp(openAccount('a', "it's $(x)"));
    const copy = (accountId: string, format: 'token' | 'dotenv') => handlers.copy({ accountId, format });
    expect(await copy('no', 'token')).toMatchObject({ refused: { code: 'not_found' } });
    expect(await copy('locked', 'token')).toMatchObject({ refused: { code: 'vault_locked' } });
    expect(await copy('a', 'dotenv')).toMatchObject({ refused: { code: 'token_unwritable' } });
    state.clipboardFails = true;
    expect(await copy('a', 'token')).toMatchObject({ refused: { code: 'clipboard_failed', detail: null } });
  });
});

describe('copying several', () => {
  const bound = tokens({ accessToken: new Secret('bound'), tokenType: 'DPoP', dpopKey: new Secret('{}') });

  it('gives a line each, in the order asked for, without those that are locked; those that need a proof are counted', async () => {
    const { handlers, copied } = setUp(openAccount('a', 'token-a'), openAccount('b', 'token-b', { tokens: bound }));
    expect(await handlers.copyMany({ accountIds: ['b', 'locked', 'a'], format: 'lines' })).toEqual({
      clearsAt: 1000,
      count: 2,
      bound: 1,
    });
    expect(copied).toEqual(['bound\ntoken-a']);
  });

  it('as JSON or for a .env file tells accounts of the same name apart, and loses none', async () => {
    const same = ['me', 'me', '__proto__'].map((label, index) =>
      openAccount(String(index), `token-${index}`, { label }),
    );
    const { handlers, copied } = setUp(...same);
    await handlers.copyMany({ accountIds: ['0', '1', '2'], format: 'json' });
    await handlers.copyMany({ accountIds: ['0', '1', '2'], format: 'dotenv' });
    expect(copied).toEqual([
      '{\n  "me": "token-0",\n  "me (2)": "token-1",\n  "__proto__": "token-2"\n}',
      'SINAAPP_ME_ACCESS_TOKEN=token-0\nSINAAPP_ME_ACCESS_TOKEN_2=token-1\nSINAAPP_PROTO_ACCESS_TOKEN=token-2\n',
    ]);
  });

  it('is refused where all are locked, and told without the clipboard’s own words', async () => {
    const { handlers, state } = setUp(openAccount('a', 'token-a'));
    expect(await handlers.copyMany({ accountIds: ['locked'], format: 'lines' })).toMatchObject({
      refused: { code: 'vault_locked' },
    });
    state.clipboardFails = true;
    expect(await handlers.copyMany({ accountIds: ['a'], format: 'lines' })).toMatchObject({
      refused: { code: 'clipboard_failed', detail: null },
    });
  });
});

describe('writing tokens to a file', () => {
  const input = { accountIds: ['a', 'b'], format: 'dotenv' as const };

  it('says what was written where', async () => {
    const { handlers, written, state } = setUp(openAccount('a', 'token-a'), openAccount('b', 'token-b'));
    state.path = '/home/me/my.env';
    expect(await handlers.exportTokens(input)).toEqual({ kind: 'written', file: 'my.env', count: 2, format: 'dotenv' });
    expect(written[0]?.[0]).toBe('/home/me/my.env');
    expect(written[0]?.[1]).toContain('token-b');
    state.path = null;
    expect(await handlers.exportTokens(input)).toEqual({ kind: 'cancelled' });
    expect(written).toHaveLength(1);
  });

  it('takes the tokens as they are when the place is chosen, and none once Latchkey is locked', async () => {
    const { handlers, written, state, replace } = setUp(openAccount('a', 'old'), openAccount('b', 'token-b'));
    state.whileAsking = () => replace(openAccount('a', 'new'));
    expect(await handlers.exportTokens(input)).toMatchObject({ count: 1 });
    expect(written[0]?.[1]).toContain('new');
    state.whileAsking = () => replace();
    expect(await handlers.exportTokens(input)).toMatchObject({ refused: { code: 'vault_locked' } });
    expect(written).toHaveLength(1);
  });

  it('is refused where the disk does not take it, or the form cannot hold a token', async () => {
    const { handlers, state } = setUp(openAccount('a', 'x{{y}}'));
    state.save = DISK_FULL;
    expect(await handlers.exportTokens(input)).toMatchObject({ refused: { code: 'token_file_not_written' } });
    expect(await handlers.exportTokens({ ...input, format: 'postman_environment' })).toMatchObject({
      refused: { code: 'token_unwritable' },
    });
  });
});
