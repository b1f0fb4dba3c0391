/** What the system draws for the app, made visible to tests: the tray's menu, the application menu, notifications. */
import type { Latchkey } from './running-app';

declare global {
  /** In the main process under test. */
  var seen: { tray: Electron.Menu | null; notifications: Electron.Notification[] } | undefined;
}

/** Call once, right after the start: from then on what the system is given is noted. */
export async function watchSystem({ app }: Latchkey): Promise<void> {
  await app.evaluate(({ Tray, Notification }) => {
    const noted: NonNullable<typeof globalThis.seen> = { tray: null, notifications: [] };
    globalThis.seen = noted;
    // Drawn by nobody: the test's session has no panel.
    Tray.prototype.setContextMenu = (menu) => {
      noted.tray = menu;
    };
    // Shown to nobody: there is no desktop.
    Notification.prototype.show = function show() {
      noted.notifications.push(this);
    };
  });
}

/** The texts of the tray's menu, the accounts' own entries behind an account's; empty until it was drawn anew. */
export function trayTexts({ app }: Latchkey): Promise<readonly string[]> {
  return app.evaluate(() => globalThis.seen?.tray?.items.map(({ label }) => label) ?? []);
}

/** Chooses an entry of the tray's menu; `within`: of an account's own, by the beginning of that one's text. */
export function chooseInTray({ app }: Latchkey, label: string, within: string | null = null): Promise<void> {
  return app.evaluate(
    (_electron, [wanted, outer]) => {
      const items = globalThis.seen?.tray?.items ?? [];
      const inner = outer === null ? items : (items.find((item) => item.label.startsWith(outer))?.submenu?.items ?? []);
      const found = inner.find((item) => item.label === wanted);
      if (found === undefined)
        throw new Error(`the tray has no ${wanted}: ${inner.map((item) => item.label).join(', ')}`);
      found.click();
    },
    [label, within] as const,
  );
}

/** Titles of the notifications that were shown. */
export function notifications({ app }: Latchkey): Promise<readonly string[]> {
  return app.evaluate(() => globalThis.seen?.notifications.map(({ title }) => title) ?? []);
}

export function clickNotification({ app }: Latchkey, title: string): Promise<void> {
  return app.evaluate((_electron, wanted) => {
    const found = globalThis.seen?.notifications.findLast((each) => each.title === wanted);
    if (found === undefined) throw new Error(`there is no notification ${wanted}`);
    found.emit('click');
  }, title);
}

/** The application menu: each menu's name with the texts in it. */
export function menuTexts({ app }: Latchkey): Promise<Readonly<Record<string, readonly string[]>>> {
  return app.evaluate(({ Menu }) =>
    Object.fromEntries(
      (Menu.getApplicationMenu()?.items ?? []).map(({ label, submenu }) => [
        label,
        submenu?.items.filter(({ type }) => type !== 'separator').map((item) => item.label) ?? [],
      ]),
    ),
  );
}

/** Chooses an entry of the application menu. */
export function chooseInMenu({ app }: Latchkey, menu: string, label: string): Promise<void> {
  return app.evaluate(
    ({ Menu }, [outer, wanted]) => {
      const found = Menu.getApplicationMenu()
        ?.items.find((item) => item.label === outer)
        ?.submenu?.items.find((item) => item.label === wanted);
      if (found === undefined || !found.enabled) throw new Error(`the menu has no ${outer} › ${wanted}`);
      found.click();
    },
    [menu, label] as const,
  );
}
