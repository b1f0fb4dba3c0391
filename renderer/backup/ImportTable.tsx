/** What is in the file, compared with what is here: one line an entry, with a box where something can be done. */
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- in a narrow window the lines are stacked, and an element of a table that is drawn as a block has no role but the one that is written. */
import { memo } from 'react';
import type { ErrorView, ImportItemView } from '../../preload/contract';
import { useWords } from '../messages/words';
import styles from './ImportTable.module.css';
import { Mark, TickRow } from './TickRow';

export interface ImportTableProps {
  readonly items: readonly ImportItemView[];
  readonly ticked: ReadonlySet<string>;
  readonly along: ReadonlySet<string>;
  /** Why an entry could not be imported. */
  readonly errors: ReadonlyMap<string, ErrorView>;
  readonly onToggle: (key: string) => void;
}

const groups = [
  ['account', 'accounts'],
  ['client', 'clients'],
  ['provider', 'providers'],
] as const;

export function ImportTable({ items, ticked, along, errors, onToggle }: ImportTableProps) {
  const { t } = useWords();
  return (
    <div className={styles.scroll}>
      <table role="table" className={styles.table}>
        <thead className="hidden-text">
          <tr>
            <th scope="col">{t('import.column.entry')}</th>
            <th scope="col">{t('import.column.verdict')}</th>
          </tr>
        </thead>
        {groups.map(([what, group]) => {
          const own = items.filter((item) => item.what === what);
          if (own.length === 0) return null;
          return (
            <tbody key={what} role="rowgroup">
              <tr role="row">
                <th role="rowheader" scope="rowgroup" colSpan={2} className={styles.group}>
                  {t(`backup.${group}`)}
                </th>
              </tr>
              {own.map((item) => (
                <Entry
                  key={item.key}
                  item={item}
                  ticked={ticked.has(item.key)}
                  along={along.has(item.key)}
                  error={errors.get(item.key) ?? null}
                  onToggle={onToggle}
                />
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

interface EntryProps {
  readonly item: ImportItemView;
  readonly ticked: boolean;
  readonly along: boolean;
  readonly error: ErrorView | null;
  readonly onToggle: (key: string) => void;
}

/** Ticking one of thousands draws that one only: `onToggle` takes the key, so the others see nothing new. */
const Entry = memo(
  function Entry({ item, ticked, along, error, onToggle }: EntryProps) {
    const { t, own } = useWords();
    const { key, what, name, providerName, clientName, action, verdict, hosts } = item;
    const under =
      providerName === null
        ? ''
        : what === 'account' && clientName !== null
          ? t('backup.through', { provider: own(providerName), client: clientName })
          : own(providerName);
    return (
      <tr role="row">
        <td role="cell" className={styles.entry}>
          <TickRow
            name={name === null ? t('import.unnamed') : own(name)}
            under={under}
            ticked={ticked || along}
            onToggle={action === null || along ? null : () => onToggle(key)}
            marks={
              <>
                {item.oneUse && <Mark warns>{t('backup.oneUse')}</Mark>}
                {along && <Mark>{t('backup.comesAlong')}</Mark>}
              </>
            }
          />
        </td>
        <td role="cell" className={styles.verdict}>
          <p data-verdict={verdict}>{t(`import.verdict.${verdict}`)}</p>
          {item.secretDiffers && <p className={styles.note}>{t('import.secretDiffers')}</p>}
          {action !== null && (ticked || along) && <p className={styles.note}>{t(`import.does.${what}.${action}`)}</p>}
          {action !== null && hosts.length > 0 && (
            <p className={styles.note}>{t('import.hosts', { hosts: hosts.join(', ') })}</p>
          )}
          {error !== null && (
            <p role="alert" className={styles.error}>
              {t(`error.${error.code}.what`)} {t(`error.${error.code}.todo`)}
            </p>
          )}
        </td>
      </tr>
    );
  },
  (before, after) =>
    before.item === after.item &&
    before.ticked === after.ticked &&
    before.along === after.along &&
    before.error === after.error,
);
