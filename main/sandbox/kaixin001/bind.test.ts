import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox, type SandboxState } from '../index';
import { clientFor, credentials, kaixinField, post, send, type Answer } from '../test-client';

describe('the Kaixin001 bind page', () => {
  let sandbox: Sandbox;
  let saved: SandboxState | undefined;
  beforeEach(async () => {
    sandbox = await startSandbox({
      onChange: (state) => {
        saved = state;
      },
    });
  });
  afterEach(() => sandbox.close());

  const grant = (fields: Record<string, string>, on = sandbox): Promise<Answer> =>
    post(on.endpoints.kaixin001.token, {
      grant_type: 'password',
      ...credentials(clientFor('kaixin001', 'ordinary')),
      ...fields,
    });
  const unbound = (): Record<string, string>[] => {
    const { tencent, weibo } = sandbox.people;
    return [
      { tencent_token: tencent.token, expire: tencent.expire, openid: tencent.unboundOpenid },
      { weibo_uid: weibo.unboundUid },
    ];
  };

  it('lets the same grant succeed once its button was pressed', async () => {
    for (const fields of unbound()) {
      const bindUrl = kaixinField((await grant(fields)).body, 'bind_url');
      expect((await send(bindUrl)).body).toContain('>Bind</button>');
      expect((await grant(fields)).status, 'opening the page binds nothing').toBe(400);
      const bound = await post(bindUrl, {});
      expect(bound.body).toContain('The account is bound');
      expect((await grant(fields)).status).toBe(200);
    }
  });

  it('speaks Chinese too and is marked as practice', async () => {
    const bindUrl = kaixinField((await grant(unbound()[0] ?? {})).body, 'bind_url');
    const page = await send(bindUrl, { headers: { 'Accept-Language': 'zh-CN' } });
    expect(page.body).toContain('>绑定</button>');
    expect(page.body).toContain('练习页面。');
    expect((await send(bindUrl)).body).toContain('Practice page.');
  });

  it('binds nothing for an address that no grant gave out', async () => {
    const { origin, people } = sandbox;
    const answer = await post(
      `${origin}/kaixin001/qq_bind.php?at=wrong&exp=1&openid=${people.tencent.unboundOpenid}&from=client`,
      {},
    );
    expect(answer.status).toBe(400);
    expect((await grant(unbound()[0] ?? {})).status).toBe(400);
  });

  it('refuses a form sent by another page', async () => {
    const bindUrl = kaixinField((await grant(unbound()[0] ?? {})).body, 'bind_url');
    expect((await post(bindUrl, {}, { Origin: 'http://evil.example' })).status).toBe(403);
  });

  it('stays bound through a restart, until unbound', async () => {
    const fields = unbound()[1] ?? {};
    await post(kaixinField((await grant(fields)).body, 'bind_url'), {});
    const next = await startSandbox(saved === undefined ? {} : { state: saved });
    expect((await grant(fields, next)).status).toBe(200);
    next.unbindAll();
    expect((await grant(fields, next)).status).toBe(400);
    await next.close();
  });
});
