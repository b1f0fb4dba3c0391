/** The settings: sections beside each other's names, and a search over both languages. Each holds as soon as it is set. */
import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { closeDialog } from '../state/dialogs';
import { showFirstSteps } from '../state/guide';
import { Dialog, DialogActions } from '../ui/Dialog';
import { AtHandSettings } from './AtHandSettings';
import { DataSettings } from './DataSettings';
import { GeneralSettings } from './GeneralSettings';
import { NetworkSettings } from './NetworkSettings';
import { NotificationSettings } from './NotificationSettings';
import { ProtectionSection } from './ProtectionSection';
import { SandboxSettings } from './SandboxSettings';
import { findSettings, type SectionId } from './sections';
import styles from './SettingsDialog.module.css';
import { TokenSettings } from './TokenSettings';
import { BackupSection } from '../backup/BackupSection';

export interface SectionProps {
  /** The settings of the section that the search leaves. */
  readonly shown: ReadonlySet<string>;
}

const contents: Readonly<Record<SectionId, (props: SectionProps) => ReactNode>> = {
  general: GeneralSettings,
  tokens: TokenSettings,
  storage: ProtectionSection,
  backup: BackupSection,
  notifications: NotificationSettings,
  at_hand: AtHandSettings,
  network: NetworkSettings,
  sandbox: SandboxSettings,
  data: DataSettings,
};

export function SettingsDialog({ section }: { readonly section?: SectionId | undefined }) {
  const { t } = useWords();
  const id = useId();
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState<SectionId>(section ?? 'general');
  const scroller = useRef<HTMLDivElement>(null);
  const found = useMemo(() => findSettings(query), [query]);
  const headOf = (each: SectionId): string => `${id}-${each}`;
  const goTo = (each: SectionId): void => {
    setCurrent(each);
    document.getElementById(headOf(each))?.scrollIntoView({ block: 'start' });
  };
  /** The dialog's content comes a moment after the dialog: only then is there something to scroll to. */
  const appeared = useCallback(
    (box: HTMLDivElement | null) => {
      scroller.current = box;
      if (section !== undefined) document.getElementById(`${id}-${section}`)?.scrollIntoView({ block: 'start' });
    },
    [section, id],
  );

  // In a narrow window the sections are a row, of which only a part is in sight.
  useEffect(() => {
    document.getElementById(`${id}-nav-${current}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current, id]);

  /** The section whose head was scrolled past last. */
  const follow = (): void => {
    const box = scroller.current;
    if (box === null) return;
    const top = box.getBoundingClientRect().top + 48;
    const passed = [...found.keys()].filter((each) => {
      const head = document.getElementById(headOf(each));
      return head !== null && head.getBoundingClientRect().top <= top;
    });
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    const last = atEnd && box.scrollTop > 0 ? [...found.keys()].at(-1) : passed.at(-1);
    if (last !== undefined) setCurrent(last);
  };

  return (
    <Dialog title={t('settings.title')} wide="screen" light onClose={closeDialog}>
      <div className={styles.screen}>
        <div className={styles.side}>
          <TextInput
            type="search"
            aria-label={t('settings.search')}
            placeholder={t('settings.search')}
            leftSection={<IconSearch size={16} stroke={1.5} />}
            value={query}
            data-autofocus
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          <nav aria-label={t('settings.sections')} className={styles.nav}>
            {[...found.keys()].map((each, index) => (
              <button
                key={each}
                id={`${id}-nav-${each}`}
                type="button"
                aria-current={each === current ? 'true' : undefined}
                tabIndex={each === current || (index === 0 && !found.has(current)) ? 0 : -1}
                className={styles.section}
                onKeyDown={walk}
                onClick={() => goTo(each)}
              >
                {t(`settings.section.${each}`)}
              </button>
            ))}
          </nav>
        </div>
        <div ref={appeared} className={styles.content} onScroll={follow}>
          {found.size === 0 && <p className={styles.none}>{t('settings.none', { query })}</p>}
          {[...found].map(([each, shown]) => {
            const Content = contents[each];
            return (
              <section key={each} aria-labelledby={headOf(each)} className={styles.part}>
                <h3 id={headOf(each)} className={styles.head}>
                  {t(`settings.section.${each}`)}
                </h3>
                <Content shown={shown} />
              </section>
            );
          })}
        </div>
      </div>
      <DialogActions
        aside={
          <>
            <Button onClick={() => void orSay(window.latchkey.openProvidersFolder())}>
              {t('settings.openFolder')}
            </Button>
            <Button
              onClick={() => {
                closeDialog();
                showFirstSteps();
              }}
            >
              {t('guide.show')}
            </Button>
          </>
        }
      >
        <Button onClick={closeDialog}>{t('settings.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

/** One stop for Tab; arrows go from section to section. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...(event.currentTarget.parentElement?.querySelectorAll('button') ?? [])];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = buttons[(at + step + buttons.length) % buttons.length];
  next?.focus();
  next?.click();
}
