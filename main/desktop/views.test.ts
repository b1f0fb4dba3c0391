import { describe, expect, it } from 'vitest';
import { account, client, T0, tokens } from '../accounts/fakes';
import { Secret } from '../oauth';
import { catalogue, type Provider } from '../providers';
import { accountView, attemptView, clientView, providerView } from './views';

const sinaapp = catalogue().find(({ id }) => id === 'sinaapp') as Provider;
const kaixin = catalogue().find(({ id }) => id === 'kaixin001') as Provider;
const around = {
  provider: sinaapp,
  client: client(),
  refreshing: false,
  unsaved: false,
  nextAttempt: null,
  asking: false,
  identityProblem: null,
  labelOf: () => undefined,
};

describe('a view', () => {
  it('of an account holds masks and fingerprints, and none of its secrets', () => {
    const secrets = [
      'an-access-token-of-today',
      'a-refresh-token-of-today',
      'an-access-token-of-before',
      'a-client-secret-for-ever',
    ];
    const [access, refresh, before, clientSecret] = secrets.map((secret) => new Secret(secret));
    const view = accountView(
      {
        state: 'open',
        account: account({
          tokens: tokens({ accessToken: access as Secret, refreshToken: refresh as Secret }),
          previous: tokens({ accessToken: before as Secret }),
        }),
      },
      { ...around, client: client({ clientSecret: clientSecret as Secret }) },
    );
    expect(view.access).toMatchObject({ mask: '••••oday', fingerprint: access?.fingerprint });
    for (const secret of secrets) expect(JSON.stringify(view)).not.toContain(secret);
  });

  it('of a client shows its open fields, and of secret ones only that they are there', () => {
    const apple = catalogue().find(({ id }) => id === 'apple') as Provider;
    const fields = { team_id: new Secret('TEAM-1'), private_key: new Secret('PRIVATE-1') };
    const view = clientView(client({ fields }), 0, apple);
    expect(view).toMatchObject({ fields: { team_id: 'TEAM-1' }, storedFields: ['private_key'] });
    expect(JSON.stringify(view)).not.toContain('PRIVATE-1');
    // Its file is gone: then every field may be one.
    expect(JSON.stringify(clientView(client({ fields }), 0, undefined))).not.toContain('TEAM-1');
  });

  it('of an account calls its client as its user does, and has the issued id as well', () => {
    const stored = { state: 'open', account: account() } as const;
    const named = accountView(stored, { ...around, client: client({ name: 'Nightly build', clientId: 'my-id' }) });
    expect(named).toMatchObject({ clientName: 'Nightly build', issuedClientId: 'my-id' });
    expect(accountView(stored, { ...around, client: client({ name: null, clientId: 'my-id' }) }).clientName).toBe(
      'my-id',
    );
  });

  it('of a client tells that there is a secret, not which', () => {
    const view = clientView(client(), 3, sinaapp);
    expect(view).toMatchObject({ hasSecret: true, accounts: 3 });
    expect(JSON.stringify(view)).not.toContain('my-client-secret');
  });

  it('of a locked account shows what was public of it', () => {
    const { id, clientId, providerId, grant, label, identity, generation, practice } = account({ label: 'CI bot' });
    const facts = { id, clientId, providerId, grant, label, identity, generation, practice };
    const lock = { reason: 'key_unavailable', sealedBy: { scheme: 'linux-v11', keyring: null }, keyNow: null } as const;
    const view = accountView({ state: 'locked', facts, ...lock }, around);
    expect(view).toMatchObject({
      label: 'CI bot',
      access: null,
      refresh: null,
      phases: [{ status: 'locked', until: null }],
    });
  });

  it('of an account names the scopes that were asked for and not granted', () => {
    const asked = account({ requestedScope: ['basic', 'send_feed'], tokens: tokens({ scope: ['basic'] }) });
    expect(accountView({ state: 'open', account: asked }, around).scope.missing).toEqual(['send_feed']);
    const unsaid = account({ requestedScope: ['basic'], tokens: tokens({ scope: null }) });
    expect(accountView({ state: 'open', account: unsaid }, around).scope.missing).toEqual([]);
  });

  it('of an account whose provider file is gone still has a name', () => {
    const view = accountView({ state: 'open', account: account() }, { ...around, provider: undefined });
    expect(view).toMatchObject({ providerName: 'sinaapp', label: 'SinaApp' });
  });

  it('of a provider lists its forms in the order of its file', () => {
    expect(providerView(kaixin, 'catalogue').forms.map(({ name }) => name)).toEqual([
      'password',
      'tencent_token',
      'weibo_uid',
    ]);
    expect(providerView(sinaapp, 'catalogue')).toMatchObject({ signIn: true, sendsScope: false, forms: [] });
  });

  it('of a pending action names the host and holds no field of the form', () => {
    const form = {
      provider: kaixin,
      client: client(),
      accountId: null,
      grant: 'tencent_token',
      fields: { tencent_token: new Secret('a-tencent-token') },
      scope: '',
    };
    const action = { reason: 'bind_account' as const, url: 'http://wap.kaixin001.com/qq_bind.php?at=a-tencent-token' };
    const view = attemptView({ kind: 'action', id: 'attempt-1', form, action, step: 'needed' });
    expect(view).toMatchObject({ host: 'wap.kaixin001.com', step: 'needed' });
    expect(JSON.stringify(view)).not.toContain('a-tencent-token');
  });
});

it('an account that failed to refresh tells when and with the server’s own words', () => {
  const problem = {
    kind: 'server' as const,
    at: T0,
    error: {
      class: 'not_permitted' as const,
      code: 'unauthorized_client',
      text: 'not for you',
      status: 400,
      retryAt: null,
    },
  };
  expect(accountView({ state: 'open', account: account({ problem }) }, around).problem).toEqual({
    code: 'refresh_not_permitted',
    serverCode: 'unauthorized_client',
    detail: 'not for you',
    field: null,
    at: T0,
    retryAt: null,
  });
});
