/** The sandbox's own page, for whoever opens its address: what this is, and what it is not. */
import type { Reply, SandboxRequest } from './exchange';
import { html, pageReply, readLanguage, type Language } from './pages';

const TEXTS = {
  en: {
    title: 'Latchkey sandbox',
    what: 'A practice authorization server. It runs on this computer only, knows invented people only, and its tokens open nothing.',
  },
  zh: {
    title: 'Latchkey 沙盒',
    what: '练习用的授权服务器。它只在本机运行，只认识虚构的人，它的 token 打不开任何东西。',
  },
} as const satisfies Record<Language, Record<string, string>>;

export function answerHome(request: SandboxRequest): Reply {
  const language = readLanguage(request);
  const { title, what } = TEXTS[language];
  return pageReply(request, {
    name: 'home',
    title,
    body: html`<p>${what}</p>`,
    language,
    standsFor: 'SinaApp / Kaixin001',
  });
}
