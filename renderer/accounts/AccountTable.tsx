/**
 * The list of accounts. Only the rows in sight are there, and the one that has the keyboard. One tab stop: arrows move from row to row,
 * Left and Right through a row's buttons, Enter opens the details, F2 renames, Space chooses, with Shift a range, Ctrl+A all, Esc none.
 */
import { Button } from '@mantine/core';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { isListKey, type ListKeyId } from '../../preload/shortcuts';
import { useWords } from '../messages/words';
import { isMac } from '../state/at-hand';
import { useCell } from '../state/cell';
import { changeDesk, desk } from '../state/desk';
import { selectAll, selectNone, selectUpTo, toggleSelected } from '../state/selection';
import { currentView, useView } from '../state/view';
import { AccountRow } from './AccountRow';
import { useArranged } from './arranged';
import styles from './AccountTable.module.css';
import { withGroups } from './listing';
import { useRememberTop } from './remember-top';
import { focusRow, hasKeyboard, isFree } from './row-focus';
import { chooseByClick, openMenu, selectNoText } from './row-mouse';

/** Pixels, until a row was measured. */
const ROW = 50;
const HEAD = 33;
/** Rows that are there beyond those in sight, so that scrolling finds them drawn. */
const OVERSCAN = 6;

export function AccountTable() {
  const { t, own } = useWords();
  const shown = useArranged();
  const group = useView((view) => view.settings.listGroup);
  const opening = useView((view) => view.opening !== null);
  const entries = useMemo(() => withGroups(shown, group), [shown, group]);
  const current = useCell(desk, ({ accountId }) => accountId);
  const flashing = useCell(desk, ({ flashingId }) => flashingId);
  /** The rows in sight are on the screen: nobody waits for those beyond any more. */
  const [standing, setStanding] = useState(false);
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setStanding(true));
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  const scroller = useRef<HTMLDivElement>(null);
  /** The row that is to get the keyboard as soon as it is there. */
  const wanted = useRef<string | null>(null);
  /** The list as it was before it changed. */
  const shownBefore = useRef<readonly string[]>([]);
  const placesBefore = useRef<ReadonlyMap<string, number>>(new Map());
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  const places = useMemo(() => new Map(entries.map(({ key }, index) => [key, index])), [entries]);
  const reachable = current !== null && places.has(current) ? current : (ids[0] ?? null);
  const kept = reachable === null ? undefined : places.get(reachable);

  // Its result is read in this component only, and made anew with each of its renders.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (entries[index]?.kind === 'group' ? HEAD : ROW),
    getItemKey: (index) => entries[index]?.key ?? index,
    rangeExtractor: (range) => withIndex(range, kept),
    overscan: standing ? OVERSCAN : 0,
  });

  const showFlashing = useEffectEvent((id: string) => {
    const place = places.get(id);
    if (place === undefined) return;
    rows.scrollToIndex(place, { align: 'auto' });
    // What was pointed at is where the keyboard goes on from, unless it is at work elsewhere.
    if (id === current && isFree(scroller.current) && !focusRow(scroller.current, id)) wanted.current = id;
  });
  // It may get its name a moment after it came, and with it another place.
  const flashingPlace = flashing === null ? undefined : places.get(flashing);
  useEffect(() => {
    if (flashing !== null && flashingPlace !== undefined) showFlashing(flashing);
  }, [flashing, flashingPlace]);
  useLayoutEffect(() => {
    if (wanted.current !== null && focusRow(scroller.current, wanted.current)) wanted.current = null;
  });
  /** The current row has left the list: the one beside it takes its place, and the keyboard where that is nowhere now. */
  const follow = useEffectEvent(() => {
    const before = shownBefore.current;
    shownBefore.current = ids;
    const stood = current === null ? undefined : placesBefore.current.get(current);
    placesBefore.current = places;
    if (current === null || before === ids) return;
    const place = places.get(current);
    if (place !== undefined) {
      // It was renamed or refreshed, and stands elsewhere now: the keyboard must not go on where nobody sees it.
      const moved = place !== stood && isWithin(rows.range, stood) && hasKeyboard(scroller.current, current);
      if (moved) rows.scrollToIndex(place, { align: 'auto' });
      return;
    }
    const next = besides(current, before, places);
    if (next === null) return;
    // One that is only filtered out stays current, for its details may be open; those of one that is gone are not another's.
    const isGone = !currentView().accounts.some(({ id }) => id === current);
    if (isGone) changeDesk({ accountId: next, detailsOpen: false });
    if (document.activeElement === document.body) goTo(next);
  });
  useEffect(() => follow(), [ids]);

  /** Also where a row goes that has the keyboard: to the one that took its place. */
  const goTo = (id: string | undefined): void => {
    const place = id === undefined ? undefined : places.get(id);
    if (id === undefined || place === undefined) return;
    rows.scrollToIndex(place, { align: 'auto' });
    if (focusRow(scroller.current, id)) return;
    wanted.current = id;
    changeDesk({ accountId: id });
  };

  useRememberTop(ids);

  if (shown.length === 0 && opening) {
    return (
      <div className={styles.nothing}>
        <p>{t('list.stillOpening')}</p>
      </div>
    );
  }
  if (shown.length === 0) {
    return (
      <div className={styles.nothing}>
        <p>{t('empty.noMatch')}</p>
        <Button onClick={() => changeDesk({ filter: { by: 'all' }, search: '' })}>{t('empty.showAll')}</Button>
      </div>
    );
  }
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={-1}
      aria-label={t('list.label')}
      aria-rowcount={entries.length}
      aria-multiselectable
      className={styles.grid}
      onClick={(event) => chooseByClick(event, ids)}
      onContextMenu={openMenu}
      onMouseDown={selectNoText}
      onKeyDown={(event) => moveByKey(event, ids, rowsInSight(scroller.current), goTo)}
    >
      <div role="presentation" className={styles.rows} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const entry = entries[index];
          return (
            entry !== undefined && (
              <div
                key={key}
                ref={rows.measureElement}
                role="presentation"
                data-index={index}
                className={styles.place}
                style={{ transform: `translateY(${start}px)` }}
              >
                {entry.kind === 'group' ? (
                  <GroupHead title={own(entry.title)} count={opening ? null : entry.count} place={index + 1} />
                ) : (
                  <AccountRow account={entry.account} place={index + 1} reachable={entry.key === reachable} />
                )}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

interface GroupHeadProps {
  readonly title: string;
  /** Null while not all are there. */
  readonly count: number | null;
  readonly place: number;
}

function GroupHead({ title, count, place }: GroupHeadProps) {
  return (
    <div role="row" aria-rowindex={place} className={styles.head}>
      <span role="rowheader">{title}</span>
      <span role="gridcell" className={styles.count}>
        {count}
      </span>
    </div>
  );
}

/** The rows in sight, and the one that has the keyboard wherever it is: a focus must not vanish by scrolling. */
function withIndex(range: Range, index: number | undefined): number[] {
  const inSight = defaultRangeExtractor(range);
  if (index === undefined || inSight.includes(index) || index >= range.count) return inSight;
  return [...inSight, index].toSorted((one, other) => one - other);
}

function isWithin(range: { readonly startIndex: number; readonly endIndex: number } | null, place = -1): boolean {
  return range !== null && place >= range.startIndex && place <= range.endIndex;
}

/** Of what is left of a list, the one that stood next after a row that is gone, or else next before it; null where it was not in it. */
function besides(id: string, before: readonly string[], left: ReadonlyMap<string, unknown>): string | null {
  const at = before.indexOf(id);
  if (at < 0) return null;
  const isLeft = (each: string): boolean => left.has(each);
  return before.slice(at + 1).find(isLeft) ?? before.slice(0, at).findLast(isLeft) ?? null;
}

/** How many rows a page has. */
function rowsInSight(scroller: HTMLElement | null): number {
  return Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / ROW) - 1);
}

function moveByKey(
  event: KeyboardEvent<HTMLDivElement>,
  ids: readonly string[],
  page: number,
  goTo: (id: string | undefined) => void,
): void {
  const focused = event.target instanceof HTMLElement ? event.target : null;
  const row = focused?.closest<HTMLElement>('[role=row]') ?? null;
  const accountId = row?.dataset['account'];
  if (focused === null || row === null || accountId === undefined || !event.currentTarget.contains(row)) return;
  // Its menu is open, and takes the keyboard in a moment: the keys are meant for it.
  if (focused.matches('[aria-haspopup=menu][aria-expanded=true]')) return;
  const index = ids.indexOf(accountId);
  const last = ids.length - 1;
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(index + 1, last),
    ArrowUp: Math.max(index - 1, 0),
    PageDown: Math.min(index + page, last),
    PageUp: Math.max(index - page, 0),
    Home: 0,
    End: last,
  };
  const target = targets[event.key];
  if (target !== undefined) {
    event.preventDefault();
    const id = ids[target];
    if (event.shiftKey && id !== undefined) selectUpTo(id, ids);
    return goTo(id);
  }
  const stops = [row, ...row.querySelectorAll<HTMLElement>('button')];
  const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (aside !== undefined) {
    event.preventDefault();
    return stops[stops.indexOf(focused) + aside]?.focus();
  }
  const is = (key: ListKeyId): boolean => isListKey(key, event, isMac());
  if (is('chooseAll')) {
    event.preventDefault();
    return selectAll(ids);
  }
  if (is('leave') && desk.get().selected.size > 0) {
    event.stopPropagation();
    return selectNone();
  }
  if (focused !== row) return;
  if (is('choose')) {
    event.preventDefault();
    toggleSelected(accountId);
  }
  if (is('open')) changeDesk({ accountId, detailsOpen: true });
  if (is('renameRow')) changeDesk({ accountId, renamingId: accountId });
}
