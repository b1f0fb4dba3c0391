/**
 * What the browser shows when it comes back to the loopback callback: one small page, without script, in the app's look. Its sentences
 * stand here because no bundle of the renderer is served to a browser.
 */

export type LoopbackAnswer =
  /** The answer is Latchkey's now. */
  | 'arrived'
  /** No parameters came; a fragment, perhaps, which a browser keeps to itself. */
  | 'no_parameters'
  /** It belongs to no attempt that waits here. */
  | 'not_ours';

type Language = 'en' | 'zh-CN';

const texts: Readonly<Record<Language, Readonly<Record<LoopbackAnswer, readonly [heading: string, meaning: string]>>>> =
  {
    en: {
      arrived: ['Back to Latchkey', 'The answer has arrived. You can close this page.'],
      no_parameters: [
        'One step by hand',
        'The provider put its answer where only your browser can see it. Copy the whole address of this page from the address bar and paste it into Latchkey.',
      ],
      not_ours: [
        'Not the sign-in that Latchkey waits for',
        'This answer belongs to another attempt. Nothing was taken from it. Go back to Latchkey and open the sign-in page from there.',
      ],
    },
    'zh-CN': {
      arrived: ['请回到 Latchkey', '已收到登录结果，可以关闭此页。'],
      no_parameters: [
        '还差一步',
        '服务商把结果放在了只有浏览器能看到的位置。请复制地址栏里的完整网址，粘贴到 Latchkey 中。',
      ],
      not_ours: [
        '这不是 Latchkey 正在等待的登录',
        '这个结果属于另一次登录，Latchkey 没有采用。请回到 Latchkey，从那里重新打开登录页。',
      ],
    },
  };

/** The tokens of look/tokens.css that it needs. */
const style = `
:root{color-scheme:light dark;--surface:#fff;--text:#1b1f26;--text-2:#5a6270;--line:rgb(27 31 38 / .1);--brass:#85600f}
@media (prefers-color-scheme:dark){:root{--surface:#181b21;--text:#e4e7ec;--text-2:#9aa3b0;--line:rgb(228 231 236 / .12);--brass:#d3ad57}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--surface);color:var(--text);font:15px/1.5 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}
main{max-width:420px;margin:24px;padding:24px;border:1px solid var(--line);border-top:3px solid var(--brass);border-radius:6px}
h1{margin:0 0 8px;font-size:19px;line-height:26px;font-weight:600}
p{margin:0;color:var(--text-2)}
section+section{margin-top:20px;padding-top:20px;border-top:1px solid var(--line)}`;

/** Both languages, that of the app first: the browser may be another person's, or set otherwise. */
export function loopbackPage(answer: LoopbackAnswer, language: string, nonce: string): string {
  const order: readonly Language[] = language === 'zh-CN' ? ['zh-CN', 'en'] : ['en', 'zh-CN'];
  const sections = order.map((each) => {
    const [heading, meaning] = texts[each][answer];
    return `<section lang="${each}"><h1>${heading}</h1><p>${meaning}</p></section>`;
  });
  return `<!doctype html><html lang="${order[0]}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Latchkey</title><style nonce="${nonce}">${style}</style><main>${sections.join('')}</main></html>`;
}
