/** Which screen the window shows: loading, failed, waiting for the keyring, the choice without a keyring, locked, the first minute, or the desk. */
import { Button, MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { useEffect } from 'react';
import { AccountTable } from '../accounts/AccountTable';
import { DetailsPane } from '../details/DetailsPane';
import { FirstSteps } from '../guide/FirstSteps';
import { theme, variables } from '../look/theme';
import { resolveLocale } from '../messages/locale';
import { speak, useWords } from '../messages/words';
import { useCommands } from '../palette/useCommands';
import { SandboxBanner } from '../sandbox/SandboxBanner';
import { useCell } from '../state/cell';
import { closeDialog } from '../state/dialogs';
import { useUndoKey } from '../state/removals';
import { dismissAllToasts } from '../state/toasts';
import { askForView, loaded, useView } from '../state/view';
import { UpdateBanner } from '../updates/UpdateBanner';
import { ErrorNote } from '../ui/ErrorNote';
import { useKeptKeyboard } from '../ui/keptKeyboard';
import { Toasts } from '../ui/Toasts';
import { Announcer } from './Announcer';
import styles from './App.module.css';
import { BatchBanner } from './BatchBanner';
import { EmptyState } from './EmptyState';
import { FilterBar } from './FilterBar';
import { Footer } from './Footer';
import { KeyringScreen } from './KeyringScreen';
import { DialogHost, fetchLaterParts } from './later';
import { LockScreen } from './LockScreen';
import { Notices } from './Notices';
import { SelectionBar } from './SelectionBar';
import { SidePane } from './SidePane';
import { Toolbar } from './Toolbar';
import { WaitingScreen } from './WaitingScreen';

export function App({ styleNonce }: { readonly styleNonce: string }) {
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  const chosen = useCell(loaded, (now) => (now.state === 'ready' ? now.view.settings.theme : 'system'));
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      forceColorScheme={chosen === 'system' ? system : chosen}
      getStyleNonce={() => styleNonce}
    >
      <Screen />
    </MantineProvider>
  );
}

function Screen() {
  const state = useCell(loaded, (now) => now.state);
  switch (state) {
    case 'loading':
      return null;
    case 'failed':
      return <Failed />;
    case 'ready':
      return <Ready />;
  }
}

function Failed() {
  const { t } = useWords();
  const error = useCell(loaded, (now) => (now.state === 'failed' ? now.error : null));
  return (
    <main className={styles.failed}>
      <h1>{t('start.failed')}</h1>
      {error !== null && <ErrorNote error={error} />}
      <Button onClick={() => void askForView()}>{t('start.again')}</Button>
    </main>
  );
}

function Ready() {
  const { t } = useWords();
  const locale = useView((view) => resolveLocale(view.settings.locale, view.runtime.systemLocale));
  const protection = useView((view) => view.protection);
  const hasAccounts = useView((view) => view.accounts.length > 0);
  const allThere = useView((view) => view.opening === null);
  const locked = protection.kind === 'locked';
  const usable = !locked && protection.kind !== 'waiting' && protection.kind !== 'undecided';
  useEffect(() => {
    // For `npm run bench`: when the first list is on screen.
    if (usable) requestAnimationFrame(() => performance.mark('latchkey:first-list'));
  }, [usable]);
  useEffect(() => {
    // And when every account is in it.
    if (usable && allThere) requestAnimationFrame(() => performance.mark('latchkey:complete'));
  }, [usable, allThere]);
  useEffect(() => {
    // Behind the frame that everybody waits for.
    if (protection.kind !== 'waiting') requestIdleCallback(() => void fetchLaterParts(), { timeout: 1000 });
  }, [protection.kind]);
  useEffect(() => void speak(locale), [locale]);
  useEffect(() => {
    if (!locked) return;
    closeDialog();
    dismissAllToasts();
  }, [locked]);
  useUndoKey();
  useKeptKeyboard();
  useCommands();
  return (
    <>
      <div className={styles.window}>
        {protection.kind === 'waiting' ? (
          <WaitingScreen protection={protection} />
        ) : protection.kind === 'undecided' ? (
          <KeyringScreen protection={protection} />
        ) : protection.kind === 'locked' ? (
          <LockScreen protection={protection} />
        ) : (
          <div className={styles.panes}>
            {hasAccounts && <SidePane />}
            <main className={styles.main}>
              {hasAccounts && <h1 className="hidden-text">{t('list.label')}</h1>}
              <Toolbar searchable={hasAccounts} />
              <SandboxBanner />
              <SelectionBar />
              <BatchBanner />
              <UpdateBanner />
              <Notices />
              {hasAccounts ? (
                <>
                  <FilterBar />
                  <FirstSteps className={styles.guide} />
                  <AccountTable />
                </>
              ) : (
                <EmptyState />
              )}
            </main>
            <DetailsPane />
          </div>
        )}
        <Footer />
      </div>
      {!locked && <Announcer />}
      {!locked && <DialogHost />}
      <Toasts />
    </>
  );
}
