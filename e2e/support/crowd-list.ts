/** A list of five hundred accounts, opened by its passphrase, the server they refresh at, and what is done with them again and again. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ownClipboard, type Clipboard } from './clipboard';
import { CROWD_PASSPHRASE, writeCrowd } from './crowd';
import { expect, test as base, type Latchkey } from './latchkey';
import { unlock } from './passphrase';
import { accountRow } from './screen';

export { expect };
export type { Latchkey };

export const COUNT = 500;

interface Fixtures {
  readonly clipboard: Clipboard;
  /** Answers each refresh; the ones of accounts whose number ends in 7 with `invalid_grant`. */
  readonly tokenServer: {
    readonly url: string;
    readonly refreshed: string[];
    /** Holds its answers back until the result is called. */
    readonly hold: () => () => void;
  };
  readonly crowd: Latchkey;
}

export const test = base.extend<Fixtures>({
  clipboard: ownClipboard,
  tokenServer: async ({}, use) => {
    const refreshed: string[] = [];
    let gate: Promise<void> = Promise.resolve();
    const hold = (): (() => void) => {
      const { promise, resolve } = withResolver();
      gate = promise;
      return resolve;
    };
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const token = new URLSearchParams(await text(request)).get('refresh_token') ?? '';
      refreshed.push(token);
      await gate;
      const dead = token.endsWith('7');
      const tokens = { access_token: `new-${token}`, token_type: 'Bearer', expires_in: 864_000 };
      response.writeHead(dead ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(dead ? { error: 'invalid_grant' } : tokens));
    };
    const server = createServer((request, response) => void answer(request, response));
    await use({ url: await listen(server), refreshed, hold });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  crowd: async ({ launch, userDataFolder, tokenServer }, use) => {
    await writeCrowd(userDataFolder, COUNT, tokenServer.url);
    const latchkey = await launch({ keyring: false });
    await unlock(latchkey, CROWD_PASSPHRASE);
    await expect(accountRow(latchkey, 'account 0')).toBeVisible();
    await use(latchkey);
  },
});

/** `Promise.withResolvers` is newer than Node 20. */
function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => void (resolve = done));
  return { promise, resolve: () => resolve() };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
}

export const rows = ({ window }: Latchkey) => window.getByRole('row');
export const search = (latchkey: Latchkey, words: string) =>
  latchkey.window.getByRole('searchbox', { name: 'Search accounts' }).fill(words);
export const press = async ({ window }: Latchkey, ...keys: readonly string[]) => {
  for (const key of keys) await window.keyboard.press(key);
};
export const button = ({ window }: Latchkey, name: string) => window.getByRole('button', { name, exact: true });
