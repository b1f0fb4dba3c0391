/** What could go into the file, in three groups, each with a box for all of it. */
import { useWords } from '../messages/words';
import type { BackupChoices } from '../../preload/contract';
import { everything, toggled, type Ticked } from './chosen';
import styles from './ExportList.module.css';
import { Mark, TickRow, type TickRowProps } from './TickRow';

export interface ExportListProps {
  readonly choices: BackupChoices;
  readonly ticked: Ticked;
  readonly along: Pick<Ticked, 'clients' | 'providers'>;
  readonly onChange: (ticked: Ticked) => void;
}

type Group = keyof Ticked;
interface Row extends TickRowProps {
  readonly id: string;
}

export function ExportList({ choices, ticked, along, onChange }: ExportListProps) {
  const { t, own } = useWords();
  const toggle = (group: Group, id: string) => () => onChange({ ...ticked, [group]: toggled(ticked[group], id) });
  const all = everything(choices);

  const accounts = choices.accounts.map(({ id, label, providerName, clientName, state, oneUse }): Row => {
    const through = t('backup.through', { provider: own(providerName), client: clientName });
    const marks = (
      <>
        {oneUse && <Mark warns>{t('backup.oneUse')}</Mark>}
        {state !== 'ready' && <Mark warns>{t(`export.${state}`)}</Mark>}
      </>
    );
    const onToggle = state === 'locked' ? null : toggle('accounts', id);
    return { id, name: label, under: through, ticked: ticked.accounts.has(id), onToggle, marks };
  });
  const alongMark = <Mark>{t('backup.comesAlong')}</Mark>;
  const clients = choices.clients.map(({ id, clientName, providerName }): Row => {
    const forced = along.clients.has(id);
    return {
      id,
      name: clientName,
      under: own(providerName),
      ticked: forced || ticked.clients.has(id),
      onToggle: forced ? null : toggle('clients', id),
      marks: forced && alongMark,
    };
  });
  const providers = choices.providers.map(({ id, name }): Row => {
    const forced = along.providers.has(id);
    return {
      id,
      name: own(name),
      under: id,
      ticked: forced || ticked.providers.has(id),
      onToggle: forced ? null : toggle('providers', id),
      marks: forced && alongMark,
    };
  });

  return (
    <div className={styles.list}>
      {(
        [
          ['accounts', accounts],
          ['clients', clients],
          ['providers', providers],
        ] as const
      ).map(([group, rows]) => {
        if (rows.length === 0) return null;
        const complete = rows.every((row) => row.ticked || row.onToggle === null);
        const heading = t(`backup.${group}`);
        return (
          <fieldset key={group} className={styles.group}>
            <legend className={styles.legend}>
              <label className={styles.all}>
                <input
                  type="checkbox"
                  aria-label={t('backup.all', { group: heading })}
                  checked={complete && rows.some((row) => row.ticked)}
                  disabled={rows.every((row) => row.onToggle === null)}
                  ref={(box) => {
                    if (box !== null) box.indeterminate = !complete && rows.some((row) => row.ticked);
                  }}
                  onChange={() => onChange({ ...ticked, [group]: complete ? new Set() : all[group] })}
                />
                {heading}
              </label>
            </legend>
            {rows.map(({ id, ...row }) => (
              <TickRow key={id} {...row} />
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}
