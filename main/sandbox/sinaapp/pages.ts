/**
 * The SinaApp pages a person sees: sign-in, and the one that says that only the creator may.
 *
 * Documented: secure e-mail (安全邮箱), secure password (安全密码), the button 授权, and the creator sentence, in English on every page.
 */
import type { Reply, SandboxRequest } from '../exchange';
import { html, pageReply, readLanguage, type Language, type Markup } from '../pages';
import { PRACTICE_PEOPLE, type SandboxClient } from '../practice';

/** The documented sentence, to the letter. */
export const CREATOR_ONLY_SENTENCE = 'This API can only be invoked by the creator.';

const TEXTS = {
  en: {
    title: 'Authorize a practice client',
    asks: 'wants to use SinaApp in your name.',
    email: 'Secure e-mail',
    password: 'Secure password',
    authorize: 'Authorize',
    deny: 'Deny',
    wrong: 'The secure e-mail or the secure password is wrong.',
    hint: 'Who can sign in here',
    creator: 'The creator of this client',
    somebodyElse: 'Somebody else',
    creatorOnly: 'Somebody else (this client lets only its creator in)',
    creatorTitle: 'Authorization is not possible',
  },
  zh: {
    title: '授权练习应用',
    asks: '请求以您的身份使用 SinaApp。',
    email: '安全邮箱',
    password: '安全密码',
    authorize: '授权',
    deny: '拒绝',
    wrong: '安全邮箱或安全密码不正确。',
    hint: '可以在这里登录的人',
    creator: '此应用的创建者',
    somebodyElse: '其他人',
    creatorOnly: '其他人（此应用只允许创建者登录）',
    creatorTitle: '无法授权',
  },
} as const satisfies Record<Language, Record<string, string>>;

export interface SignIn {
  readonly client: SandboxClient;
  readonly callback: string;
  /** What was typed as secure e-mail when it and the password did not fit. */
  readonly failedEmail?: string;
}

/** The form posts to the address it came from, so the query is sent, and judged, again. */
export function signInPage(request: SandboxRequest, signIn: SignIn): Reply {
  const language = readLanguage(request);
  const text = TEXTS[language];
  const failed = signIn.failedEmail !== undefined;
  const alert = failed ? html`<p class="alert" role="alert" id="wrong">${text.wrong}</p>` : html``;
  const described = failed ? html` aria-invalid="true" aria-describedby="wrong"` : html``;
  const body = html`<p><code>${signIn.client.clientId}</code> ${text.asks}</p>
    ${alert}
    <form method="post">
      <label for="secure_email">${text.email}</label>
      <input
        id="secure_email"
        name="secure_email"
        type="email"
        autocomplete="username"
        value="${signIn.failedEmail ?? ''}"
        required${failed ? '' : ' autofocus'}${described}
      />
      <label for="secure_password">${text.password}</label>
      <input
        id="secure_password"
        name="secure_password"
        type="password"
        autocomplete="current-password"
        required${failed ? ' autofocus' : ''}${described}
      />
      <div class="actions">
        <button class="primary" name="decision" value="authorize">${text.authorize}</button>
        <button name="decision" value="deny" formnovalidate>${text.deny}</button>
      </div>
    </form>
    ${hints(language, signIn.client)}`;
  return pageReply(request, {
    name: failed ? 'sinaapp_wrong_password' : 'sinaapp_sign_in',
    title: text.title,
    body,
    language,
    standsFor: 'SinaApp',
    formTarget: signIn.callback,
  });
}

/** Leads nowhere, as the real one: no redirect, no link, no form. Its HTTP status is not documented. */
export function creatorOnlyPage(request: SandboxRequest): Reply {
  const language = readLanguage(request);
  return pageReply(request, {
    name: 'sinaapp_creator_only',
    title: TEXTS[language].creatorTitle,
    body: html`<p lang="en">${CREATOR_ONLY_SENTENCE}</p>`,
    answersForm: true,
    language,
    standsFor: 'SinaApp',
  });
}

function hints(language: Language, client: SandboxClient): Markup {
  const text = TEXTS[language];
  const { creator, somebodyElse } = PRACTICE_PEOPLE.sinaapp;
  return html`<aside aria-label="${text.hint}">
    <p>${text.hint}</p>
    <dl>
      <dt>${text.creator}</dt>
      <dd><code>${creator.secureEmail}</code><br /><code>${creator.securePassword}</code></dd>
      <dt>${client.openToEveryone ? text.somebodyElse : text.creatorOnly}</dt>
      <dd><code>${somebodyElse.secureEmail}</code><br /><code>${somebodyElse.securePassword}</code></dd>
    </dl>
  </aside>`;
}
