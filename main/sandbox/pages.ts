/**
 * The look of every page the sandbox shows: small HTML that works without JavaScript, in two languages, plainly marked as practice.
 *
 * Owns escaping, the language choice and the security headers. What a page says belongs to the dialects.
 */
import { createHash } from 'node:crypto';
import type { Reply, SandboxRequest } from './exchange';

export type Language = 'en' | 'zh';

/** Markup that is safe to send: made by `html`, never from a plain string. */
export interface Markup {
  readonly markup: string;
}

/** Builds markup; every value that is not markup itself is escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Markup | readonly Markup[])[]): Markup {
  const text = parts.map((part, index) => part + render(values[index] ?? ''));
  return { markup: text.join('') };
}

function render(value: string | Markup | readonly Markup[]): string {
  if (typeof value === 'string') return escape(value);
  return 'markup' in value ? value.markup : value.map((entry) => entry.markup).join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The language the switch link asked for (`ui_lang`), else the first of Accept-Language that is Chinese or English, else English. */
export function readLanguage(request: SandboxRequest): Language {
  const chosen = request.query.get('ui_lang');
  if (chosen === 'en' || chosen === 'zh') return chosen;
  let best: { readonly language: Language; readonly weight: number } = { language: 'en', weight: 0 };
  for (const { language, weight } of (request.headers['accept-language'] ?? '').split(',').map(readRange)) {
    if ((language === 'zh' || language === 'en') && weight > best.weight) best = { language, weight };
  }
  return best.language;
}

/** One range of Accept-Language, e.g. `zh-CN;q=0.8` (RFC 9110 section 12.5.4), down to its language. */
function readRange(range: string): { readonly language: string; readonly weight: number } {
  const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
  const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
  return { language: tag.split('-')[0] ?? '', weight: quality === undefined ? 1 : Number(quality) || 0 };
}

export interface Page {
  /** Name for the log. */
  readonly name: string;
  readonly title: string;
  readonly body: Markup;
  readonly language: Language;
  /** Whom this page stands in for, e.g. "SinaApp". */
  readonly standsFor: string;
  readonly status?: number;
  /** The answer to a form: it has no address of its own, so it offers no other language. */
  readonly answersForm?: boolean;
  /** Where, besides the sandbox, the page's form may lead: see `policy`. */
  readonly formTarget?: string | null;
}

export function pageReply(request: SandboxRequest, page: Page): Reply {
  return {
    status: page.status ?? 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': page.language === 'zh' ? 'zh-CN' : 'en',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy(page.formTarget ?? null),
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    },
    body: layout(request, page).markup,
    outcome: { kind: 'page', detail: page.name },
  };
}

/**
 * A request that carries another page's Origin: nobody but the sandbox's own pages may submit their forms. A client that is no
 * browser sends no Origin.
 */
export function isForeignOrigin(request: SandboxRequest): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && origin !== `http://${host ?? ''}`;
}

// SECURITY: no script, no frame, no outside resource. Chromium applies form-action to the redirect that answers a form too, so the
// registered callback has to be named, or signing in would end at an error page.
function policy(formTarget: string | null): string {
  const target = formTarget === null ? null : formSource(formTarget);
  const formAction = target === null ? "'self'" : `'self' ${target}`;
  return [
    "default-src 'none'",
    `style-src '${STYLE_HASH}'`,
    'img-src data:',
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** A callback as a CSP source: its origin, or its scheme where it has none (custom schemes). */
function formSource(callback: string): string {
  const url = new URL(callback);
  return url.origin === 'null' ? url.protocol : url.origin;
}

function layout(request: SandboxRequest, page: Page): Markup {
  const zh = page.language === 'zh';
  const mark = zh
    ? `练习页面。这里是 Latchkey 的沙盒，不是 ${page.standsFor}。请勿输入真实密码。`
    : `Practice page. This is Latchkey's sandbox, not ${page.standsFor}. Do not type a real password.`;
  const query = new URLSearchParams(request.search);
  query.set('ui_lang', zh ? 'en' : 'zh');
  const other = zh
    ? html`<a href="?${query.toString()}" lang="en">English</a>`
    : html`<a href="?${query.toString()}" lang="zh-CN">中文</a>`;
  return html`<!doctype html>
    <html lang="${zh ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <link rel="icon" href="data:," />
        ${STYLE_ELEMENT}
      </head>
      <body>
        <p class="mark" role="note">${mark}</p>
        ${page.answersForm === true ? html`` : html`<nav>${other}</nav>`}
        <main>
          <h1>${page.title}</h1>
          ${page.body}
        </main>
      </body>
    </html> `;
}

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 16%, Canvas); --mark: #fff3c4; --mark-text: #5c4200; --alert: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --mark: #3d3000; --mark-text: #ffe08a; --alert: #ff9a91; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; background: Canvas; color: CanvasText; }
.mark { margin: 0; padding: 8px 16px; background: var(--mark); color: var(--mark-text); text-align: center; }
nav { padding: 12px 16px 0; text-align: right; }
main { max-width: 400px; margin: 0 auto; padding: 8px 16px 32px; }
h1 { font-size: 20px; margin: 0 0 12px; }
label { display: block; margin: 12px 0 4px; font-weight: 600; }
input { width: 100%; padding: 8px 10px; font: inherit; border: 1px solid var(--line); border-radius: 6px; background: Field; color: FieldText; }
.actions { display: flex; gap: 8px; margin-top: 20px; }
button { padding: 8px 16px; font: inherit; border: 1px solid var(--line); border-radius: 6px; background: ButtonFace; color: ButtonText; }
button.primary { background: #1d4f91; border-color: #1d4f91; color: #fff; }
.alert { color: var(--alert); font-weight: 600; }
aside { margin-top: 28px; padding-top: 12px; border-top: 1px solid var(--line); font-size: 13px; }
aside dt { font-weight: 600; } aside dd { margin: 0 0 8px; }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
`;

// One value, not markup around a value: a formatter that moves a blank into the element would break the hash.
const STYLE_ELEMENT: Markup = { markup: `<style>${STYLE}</style>` };

const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
