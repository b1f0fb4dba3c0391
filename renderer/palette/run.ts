/** What each command of the table (preload/shortcuts.ts) does in the window, whoever asks for it: a key, the palette, a menu, the tray. */
import type { AppView, Command, ListGroup, ListSort, Status } from '../../preload/contract';
import { isAlways, type CommandId } from '../../preload/shortcuts';
import { arrangedNow } from '../accounts/arranged';
import { refreshShown } from '../accounts/refresh-shown';
import { startExport, startImport } from '../backup/backing-up';
import { connectAgain, connectProvider } from '../connect/connecting';
import { openSandbox } from '../connect/openSandbox';
import { changeNotify, toggleMuted } from '../state/at-hand';
import { changeSettings, copyToken, lockNow, orSay, refreshAccount, reloadProviders } from '../state/commands';
import { changeDesk, desk, pointAt, type Filter } from '../state/desk';
import { showFirstSteps } from '../state/guide';
import { closeDialog, dialog, openDialog, type OpenDialog } from '../state/dialogs';
import { undoLatestRemoval } from '../state/removals';
import { currentView } from '../state/view';

/** Dialogs in which nothing is typed that could be lost. */
const light: readonly OpenDialog['kind'][] = ['palette', 'shortcuts', 'about', 'settings'];

/** Whether accounts can be worked with. */
function isOpen({ protection: { kind } }: AppView): boolean {
  return kind !== 'locked' && kind !== 'undecided' && kind !== 'waiting';
}

/** Whether a command would do something now. */
export function isPossible(id: CommandId, view: AppView, accountId: string | null): boolean {
  if (!isOpen(view)) return isAlways(id);
  const conditions: Partial<Record<CommandId, () => boolean>> = {
    lock: () => view.protection.kind === 'passphrase',
    sandbox_stop: () => view.sandbox.running,
    fault_bench: () => view.sandbox.running,
    undo_removal: () => view.removals.length > 0,
    notifications_on: () => !view.atHand.prefs.notify.on,
    notifications_off: () => view.atHand.prefs.notify.on,
    refresh_shown: () => view.accounts.length > 0,
    search: () => view.accounts.length > 0,
  };
  if (aboutAccount.has(id)) return view.accounts.some((account) => account.id === accountId);
  return conditions[id]?.() ?? true;
}

/** Done with the account that has the keyboard, or that is named. */
export const aboutAccount: ReadonlySet<CommandId> = new Set([
  'refresh',
  'copy',
  'details',
  'rename',
  'connect_again',
  'mute',
]);

export function runCommand({ id, accountId }: Command): void {
  const view = currentView();
  const target = accountId ?? desk.get().accountId;
  if (!isPossible(id, view, target)) return;
  const open = dialog.get()?.open.kind;
  // What somebody is typing, or a provider waits for, is not taken away by a key or a menu.
  const isFree = (open === undefined || light.includes(open)) && view.attempts.length === 0;
  if (!isFree && !isAlways(id)) return;
  if (id === 'palette' || id === 'shortcuts' || id === 'about' || id === 'settings') {
    if (!isFree) return;
    return open === id ? closeDialog() : openDialog({ kind: id });
  }
  if (isFree && open !== undefined && !isAlways(id)) closeDialog();
  run(id, target);
}

function run(id: Exclude<CommandId, 'palette' | 'shortcuts' | 'about' | 'settings'>, target: string | null): void {
  const account = currentView().accounts.find((each) => each.id === target);
  switch (id) {
    case 'connect_sinaapp':
      return connectProvider('sinaapp');
    case 'connect_kaixin001':
      return connectProvider('kaixin001');
    case 'connect_other':
      return openDialog({ kind: 'other_providers' });
    case 'add_provider':
      return openDialog({ kind: 'provider_form', providerId: null, as: 'new' });
    case 'undo_removal':
      return undoLatestRemoval();
    case 'discover':
      return openDialog({ kind: 'discover', found: null });
    case 'import_client':
      return openDialog({ kind: 'import_client' });
    case 'sandbox':
      return void openSandbox();
    case 'sandbox_stop':
      return void orSay(window.latchkey.stopSandbox());
    case 'fault_bench':
      return openDialog({ kind: 'bench' });
    case 'first_steps':
      return showFirstSteps();
    case 'export_backup':
      return void startExport();
    case 'import_backup':
      return void startImport();
    case 'open_providers_folder':
      return void orSay(window.latchkey.openProvidersFolder());
    case 'reload_providers':
      return void reloadProviders();
    case 'lock':
      return void lockNow();
    case 'quit':
      return void orSay(window.latchkey.quit());
    case 'reset':
      return openDialog({ kind: 'reset' });
    case 'refresh':
      if (account !== undefined) void refreshAccount(account.id, false);
      return;
    case 'copy':
      if (account !== undefined) void copyToken(account.id, 'usual');
      return;
    case 'details':
      if (account === undefined) return;
      pointAt(account.id);
      return changeDesk({ detailsOpen: true });
    case 'rename':
      if (account === undefined) return;
      if (!arrangedNow().includes(account)) pointAt(account.id);
      return changeDesk({ accountId: account.id, renamingId: account.id });
    case 'connect_again':
      if (account !== undefined) connectAgain(account);
      return;
    case 'mute':
      if (account !== undefined) void toggleMuted(account.id);
      return;
    case 'refresh_shown':
      return void refreshShown();
    case 'search':
      return focusSearch();
    case 'filter_all':
      return show({ by: 'all' });
    case 'filter_favourite':
      return show({ by: 'favourite' });
    case 'filter_expiring':
    case 'filter_refreshable':
    case 'filter_sign_in_needed':
    case 'filter_uncertain':
    case 'filter_misconfigured':
    case 'filter_expired':
    case 'filter_fresh':
      return show({ by: 'status', status: statusOf[id] });
    case 'sort_label':
    case 'sort_expiry':
      return void changeSettings({ listSort: sortOf[id] });
    case 'group_none':
    case 'group_provider':
    case 'group_client':
      return void changeSettings({ listGroup: groupOf[id] });
    case 'theme_system':
    case 'theme_light':
    case 'theme_dark':
      return void changeSettings({ theme: themeOf[id] });
    case 'language_system':
      return void changeSettings({ locale: 'system' });
    case 'language_en':
      return void changeSettings({ locale: 'en' });
    case 'language_zh':
      return void changeSettings({ locale: 'zh-CN' });
    case 'notifications_on':
    case 'notifications_off':
      return void changeNotify({ on: id === 'notifications_on' });
  }
}

const statusOf = {
  filter_expiring: 'expiring',
  filter_refreshable: 'refreshable',
  filter_sign_in_needed: 'sign_in_needed',
  filter_uncertain: 'uncertain',
  filter_misconfigured: 'misconfigured',
  filter_expired: 'expired',
  filter_fresh: 'fresh',
} as const satisfies Partial<Record<CommandId, Status>>;
const sortOf = { sort_label: 'label', sort_expiry: 'expiry' } as const satisfies Partial<Record<CommandId, ListSort>>;
const groupOf = {
  group_none: 'none',
  group_provider: 'provider',
  group_client: 'client',
} as const satisfies Partial<Record<CommandId, ListGroup>>;
const themeOf = { theme_system: 'system', theme_light: 'light', theme_dark: 'dark' } as const;

function show(filter: Filter): void {
  changeDesk({ filter, search: '' });
}

/** After the palette has given the keyboard back. */
function focusSearch(): void {
  setTimeout(() => document.querySelector<HTMLInputElement>('header input[type=search]')?.select(), 0);
}
