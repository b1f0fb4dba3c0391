/** All keys, from the one table of them. */
import { Button } from '@mantine/core';
import { commands, listKeys } from '../../preload/shortcuts';
import { useWords } from '../messages/words';
import { useMac } from '../state/at-hand';
import { closeDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { Keys } from '../ui/Keys';
import styles from './ShortcutSheet.module.css';

export function ShortcutSheet() {
  const { t } = useWords();
  const global = useView((view) => view.atHand.prefs.globalShortcut);
  return (
    <Dialog title={t('sheet.title')} wide light onClose={closeDialog}>
      <div className={styles.columns}>
        <section>
          <h3 className={styles.heading}>{t('sheet.anywhere')}</h3>
          <dl className={styles.lines}>
            {commands.flatMap(({ id, keys }) =>
              keys.length === 0 ? [] : [<Line key={id} name={t(`command.${id}`)} keys={keys} />],
            )}
          </dl>
        </section>
        <section>
          <h3 className={styles.heading}>{t('sheet.list')}</h3>
          <dl className={styles.lines}>
            {listKeys.map(({ id, keys }) => (
              <Line key={id} name={t(`listKey.${id}`)} keys={keys} />
            ))}
          </dl>
          <h3 className={styles.heading}>{t('sheet.global')}</h3>
          {global === '' ? (
            <p className={styles.none}>{t('sheet.globalNone')}</p>
          ) : (
            <dl className={styles.lines}>
              <Line name={t('sheet.globalShow')} keys={[global]} />
            </dl>
          )}
        </section>
      </div>
      <DialogActions>
        <Button onClick={closeDialog}>{t('sheet.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function Line({ name, keys }: { readonly name: string; readonly keys: readonly string[] }) {
  const mac = useMac();
  return (
    <div className={styles.line}>
      <dt>{name}</dt>
      <dd className={styles.keys}>
        {keys.map((written) => (
          <Keys key={written} written={written} mac={mac} />
        ))}
      </dd>
    </div>
  );
}
