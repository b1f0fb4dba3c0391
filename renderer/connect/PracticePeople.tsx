/** The practice people of a dialect and what they type, to read and to copy: one click takes a whole value. */
import { useWords } from '../messages/words';
import { useView } from '../state/view';
import { practiceRole } from './practiceRole';
import styles from './PracticePeople.module.css';

export function PracticePeople({ dialect }: { readonly dialect: string }) {
  const { t } = useWords();
  const all = useView((view) => view.sandbox.people);
  const people = all.filter((person) => person.dialect === dialect);
  if (people.length === 0) return null;
  return (
    <section className={styles.people}>
      <h3>{t('sandbox.people')}</h3>
      <ul>
        {people.map((person) => (
          <li key={person.role} className={styles.person}>
            <span>{t(`sandbox.role.${practiceRole(person.role)}`)}</span>
            <dl className={styles.fields}>
              {Object.entries(person.fields).map(([name, value]) => (
                <div key={name} className={styles.field}>
                  <dt data-value>{name}</dt>
                  <dd data-value>{value}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}
