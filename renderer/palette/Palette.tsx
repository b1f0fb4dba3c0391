/**
 * The command palette: everything that can be done, found by typing in either language, and run by Enter. The field keeps the keyboard; the
 * list is walked by arrows.
 */
import { Modal } from '@mantine/core';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useWords } from '../messages/words';
import { changeAtHand, useMac } from '../state/at-hand';
import { useCell } from '../state/cell';
import { desk } from '../state/desk';
import { closeDialog } from '../state/dialogs';
import { currentView, useView } from '../state/view';
import { useFocusBack } from '../ui/focusBack';
import { Keys } from '../ui/Keys';
import { type Entry, entriesFor } from './entries';
import styles from './Palette.module.css';

/** Remembered as last used. */
const REMEMBERED = 12;
const PAGE = 8;

export function Palette() {
  const { t, locale } = useWords();
  const mac = useMac();
  const id = useId();
  const view = useView((now) => now);
  const accountId = useCell(desk, (now) => now.accountId);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  // Typing never waits for the list, whatever there is to look through.
  const looked = useDeferredValue(query);
  const entries = useMemo(() => entriesFor(looked, view, accountId, locale), [looked, view, accountId, locale]);
  const active = Math.min(at, entries.length - 1);
  useFocusBack();
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });

  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    closeDialog();
    remember(entry.key);
    // After the palette has gone: what comes may be a dialog, or may want the keyboard.
    setTimeout(entry.run);
  };
  const walk = (event: KeyboardEvent): void => {
    // An input method's own keys: arrows go through its candidates, Enter takes one.
    if (event.nativeEvent.isComposing) return;
    const last = entries.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
      PageDown: Math.min(last, active + PAGE),
      PageUp: Math.max(0, active - PAGE),
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      setAt(target);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Typed and entered at once: the list may be behind.
      choose(looked === query ? entries[active] : entriesFor(query, view, accountId, locale)[0]);
    }
  };

  return (
    <Modal.Root
      opened
      onClose={closeDialog}
      size={560}
      transitionProps={{ duration: 0 }}
      lockScroll={false}
      classNames={{ inner: styles.inner, content: styles.content, body: styles.body }}
    >
      <Modal.Overlay className={styles.veil} />
      <Modal.Content aria-label={t('palette.title')}>
        <Modal.Body>
          <input
            ref={takeKeyboard}
            type="text"
            role="combobox"
            aria-expanded
            aria-controls={id}
            aria-activedescendant={entries.length === 0 ? undefined : `${id}-${active}`}
            aria-label={t('palette.field')}
            placeholder={t('palette.field')}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            className={styles.field}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={walk}
          />
          <div
            ref={list}
            id={id}
            role="listbox"
            tabIndex={-1}
            aria-label={t('palette.commands')}
            className={styles.list}
          >
            {entries.map((entry, index) => (
              <div key={entry.key} role="presentation">
                {entry.group !== 'found' && entry.group !== entries[index - 1]?.group && (
                  <div role="presentation" className={styles.group}>
                    {t(`palette.${entry.group}`)}
                  </div>
                )}
                {/* The field has the keyboard, and says by aria-activedescendant which one is meant. */}
                {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
                <div
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === active}
                  className={styles.entry}
                  onMouseMove={() => setAt(index)}
                  onClick={() => choose(entry)}
                >
                  <span className={styles.title}>{entry.title}</span>
                  {entry.under !== null && <span className={styles.under}>{entry.under}</span>}
                  {entry.shortcut !== null && <Keys written={entry.shortcut} mac={mac} />}
                </div>
              </div>
            ))}
          </div>
          {entries.length === 0 && <p className={styles.none}>{t('palette.none', { query: looked })}</p>}
          <p role="status" className="hidden-text">
            {looked === '' ? '' : t('palette.found', { count: entries.length })}
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** At once: whoever types right after the key must lose no letter, and the dialog's own focus comes a turn later. */
function takeKeyboard(field: HTMLInputElement | null): void {
  field?.focus({ preventScroll: true });
}

function remember(key: string): void {
  const { recent } = currentView().atHand.prefs;
  void changeAtHand({ recent: [key, ...recent.filter((each) => each !== key)].slice(0, REMEMBERED) });
}
