/** Where the server's reply departed from the RFCs: what was met, which section, what was seen, what was done. */
import type { DeviationView } from '../../preload/contract';
import en from '../messages/en.json';
import { useWords } from '../messages/words';
import styles from './AccountFacts.module.css';

type Tag = keyof typeof en.deviation.tag;
type Done = keyof typeof en.deviation.done;

// A record may come from a later Latchkey, whose names have no words here; they are shown as they are.
const isTag = (name: string): name is Tag => name in en.deviation.tag;
const isDone = (name: string): name is Done => name in en.deviation.done;

export function Deviations({ deviations }: { readonly deviations: readonly DeviationView[] }) {
  const { t } = useWords();
  if (deviations.length === 0) return null;
  return (
    <>
      <h3>{t('details.deviations')}</h3>
      <ul className={styles.deviations}>
        {deviations.map(({ tag, section, seen, done }) => (
          <li key={`${tag} ${seen}`}>
            <p title={tag}>{isTag(tag) ? t(`deviation.tag.${tag}`) : tag}</p>
            <p className={styles.quiet}>{section}</p>
            <p>
              <span data-value>{seen}</span>{' '}
              <span className={styles.quiet}>{isDone(done) ? t(`deviation.done.${done}`) : done}</span>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
