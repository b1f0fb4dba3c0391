/** What a window is shown of backups. */
import { expect, it } from 'vitest';
import type { Backup, ImportItem, StoredAccount } from '../accounts';
import { account, client, T0 } from '../accounts/fakes';
import { catalogue, parseProvider, type Provider } from '../providers';
import { choicesView, previewView } from './backup-views';

const findProvider = (id: string): Provider | undefined => catalogue().find((each) => each.id === id);
const text = JSON.stringify({
  version: 1,
  id: 'acme',
  name: 'Acme',
  endpoints: { authorize: 'https://login.acme.example/', token: 'https://{tenant}.acme.example/token' },
  variables: { tenant: { label: 'Tenant', pattern: '[a-z]+', hosts: ['*.acme.example'] } },
  grants: { authorization_code: {}, refresh_token: {} },
});

it('of what could be exported: nothing for practice, and a word on what is locked or uncertain', () => {
  const { id, clientId, providerId, grant, label, identity, generation, practice } = account({ id: 'locked' });
  const locked: StoredAccount = {
    state: 'locked',
    facts: { id, clientId, providerId, grant, label, identity, generation, practice },
    reason: 'key_changed',
    sealedBy: { scheme: 'linux-v11', keyring: null },
    keyNow: null,
  };
  const uncertain = { kind: 'uncertain', at: T0, reason: 'interrupted', detail: '' } as const;
  const accounts: readonly StoredAccount[] = [
    { state: 'open', account: account({ automatic: true }) },
    { state: 'open', account: account({ id: 'uncertain', providerId: 'acme', problem: uncertain }) },
    locked,
    { state: 'open', account: account({ id: 'practice', practice: true }) },
  ];
  const view = choicesView(accounts, [client(), client({ id: 'p', practice: 'x' })], [], findProvider);
  expect(view.accounts.map(({ id: each, state, oneUse, automatic }) => [each, state, oneUse, automatic])).toEqual([
    ['account-1', 'ready', true, true],
    ['uncertain', 'uncertain', false, false],
    ['locked', 'locked', false, false],
  ]);
  expect(view.accounts[0]).toMatchObject({ clientName: 'my-client', providerName: 'SinaApp' });
  expect(view.clients.map(({ id: each }) => each)).toEqual(['client-1']);
});

it('of a file: names also of providers that only it knows, and every host that secrets would go to', () => {
  const parsed = parseProvider(text);
  expect(parsed).toMatchObject({ kind: 'ok' });
  const plain = { verdict: 'new', action: 'add', wanted: true, here: null, needs: [] } as const;
  const proxied = client({ endpoints: { token: 'https://tokens.example/' } });
  const network = {
    proxy: { kind: 'fixed', url: 'http://proxy.example:3128' },
    extraCa: null,
    trustLoopback: false,
  } as const;
  const items: readonly ImportItem[] = [
    { ...plain, what: 'provider', key: 'p', file: { id: 'acme', text } },
    {
      ...plain,
      what: 'client',
      key: 'c',
      secretDiffers: false,
      client: { ...proxied, options: { ...proxied.options, network } },
    },
    { ...plain, what: 'account', key: 'a', account: account({ providerId: 'acme' }) },
    { ...plain, what: 'unreadable', key: 'u', entry: { what: 'client', name: null } },
  ];
  const backup: Backup = {
    createdAt: T0,
    moved: false,
    accounts: [],
    clients: [proxied],
    providers: [{ id: 'acme', text }],
    unreadable: [],
  };
  const view = previewView(backup, items, findProvider);
  expect(view.items.map(({ what, name, hosts }) => [what, name, hosts])).toEqual([
    ['provider', 'Acme', ['{tenant}.acme.example']],
    ['client', 'my-client', ['tokens.example', 'proxy.example:3128']],
    ['account', 'SinaApp', []],
    ['client', null, []],
  ]);
  expect(view.items[2]?.providerName).toBe('Acme');
});

it('of a client: by the name its user gave it, with every host of its own although its token endpoint is the provider’s', () => {
  const own = client({
    name: 'Work',
    endpoints: { userinfo: 'https://me.example/', revocation: 'https://end.example/' },
  });
  const item: ImportItem = {
    what: 'client',
    key: 'c',
    verdict: 'new',
    action: 'add',
    wanted: true,
    here: null,
    needs: [],
    secretDiffers: false,
    client: own,
  };
  const backup: Backup = { createdAt: T0, moved: false, accounts: [], clients: [own], providers: [], unreadable: [] };
  const [shown] = previewView(backup, [item], findProvider).items;
  expect(shown).toMatchObject({ name: 'Work', hosts: ['api.sinaapp.com', 'me.example', 'end.example'] });
});
