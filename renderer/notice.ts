/**
 * The page that main shows inside the sign-in window when the provider's page leads nowhere. It has no bridge: what it says comes
 * from its query (`reason`, `lang`, `origin`), and its two links are caught by main as navigations.
 * Plain DOM, so that it stands at once and carries nothing.
 */
// Apart from the window's other words: this page would load them all.
import notice from './messages/notice.json';

const query = new URLSearchParams(location.search);
const locale = query.get('lang') === 'zh-CN' ? 'zh-CN' : 'en';
const words = notice[locale];
const page = query.get('reason') === 'creator_only' ? words.creatorOnly : words.other;

document.documentElement.lang = locale;
document.title = page.heading;

function text(tag: 'h1' | 'p', content: string, className = ''): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  element.className = className;
  return element;
}

function action(href: string, content: string, className = ''): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = href;
  link.textContent = content;
  link.className = className;
  return link;
}

const actions = document.createElement('div');
actions.className = 'actions';
actions.append(
  action('latchkey-sign-in://another-account', words.another, 'primary'),
  action('latchkey-sign-in://cancel', words.cancel),
);

document
  .getElementById('notice')
  ?.append(text('h1', page.heading), text('p', page.meaning), text('p', query.get('origin') ?? '', 'origin'), actions);
