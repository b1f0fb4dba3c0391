/**
 * The page on which a Tencent or Weibo account is bound to a Kaixin001 account: `/kaixin001/qq_bind.php`.
 *
 * Documented: that `bind_url` leads to a page, and for Tencent its query (`at`, `exp`, `openid`, `from=client`). What the page looks like
 * is not; here it is one button. After it the same grant succeeds.
 */
import { plainReply, type Reply, type SandboxRequest } from '../exchange';
import { html, isForeignOrigin, pageReply, readLanguage, type Language } from '../pages';
import { PRACTICE_PEOPLE } from '../practice';
import { sameSecret } from '../secrets';
import type { World } from '../world';
import { bindableIdentities } from './identities';

const TEXTS = {
  en: {
    title: 'Bind a practice account',
    offer: 'The account you came with will be bound to this Kaixin001 practice account:',
    bind: 'Bind',
    doneTitle: 'The account is bound',
    done: 'You can close this window and get the token now.',
    invalidTitle: 'Nothing to bind',
    invalid: 'This address does not belong to a practice account.',
  },
  zh: {
    title: '绑定练习账号',
    offer: '您的账号将绑定到以下开心网练习账号：',
    bind: '绑定',
    doneTitle: '绑定成功',
    done: '现在可以关闭此窗口并获取 token。',
    invalidTitle: '没有可绑定的账号',
    invalid: '此地址不属于任何练习账号。',
  },
} as const satisfies Record<Language, Record<string, string>>;

export function answerBind(request: SandboxRequest, world: World): Reply {
  const language = readLanguage(request);
  const text = TEXTS[language];
  const identity = readIdentity(request);
  const person = identity === null ? undefined : bindableIdentities().get(identity);
  if (identity === null || person === undefined) {
    const body = html`<p class="alert" role="alert">${text.invalid}</p>`;
    return pageReply(request, {
      name: 'kaixin_bind_invalid',
      status: 400,
      title: text.invalidTitle,
      body,
      language,
      standsFor: '开心网 Kaixin001',
    });
  }
  if (request.method === 'GET') {
    const body = html`<p>${text.offer} <code>${person.username}</code></p>
      <form method="post">
        <div class="actions"><button class="primary">${text.bind}</button></div>
      </form>`;
    return pageReply(request, {
      name: 'kaixin_bind',
      title: text.title,
      body,
      language,
      standsFor: '开心网 Kaixin001',
    });
  }
  // SECURITY: a foreign page must not bind an account in a visitor's name.
  if (isForeignOrigin(request)) return plainReply(403, 'This form may be sent by its own page only.');
  world.grants.bind(identity);
  const body = html`<p role="status">${text.done}</p>`;
  return pageReply(request, {
    name: 'kaixin_bound',
    answersForm: true,
    title: text.doneTitle,
    body,
    language,
    standsFor: '开心网 Kaixin001',
  });
}

/** `at` must be the Tencent token that the grant was tried with. */
function readIdentity(request: SandboxRequest): string | null {
  const { query } = request;
  const openid = query.get('openid');
  if (openid !== undefined)
    return sameSecret(query.get('at'), PRACTICE_PEOPLE.tencent.token) ? `tencent:${openid}` : null;
  const uid = query.get('weibo_uid');
  return uid === undefined ? null : `weibo:${uid}`;
}
