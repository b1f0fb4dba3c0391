/** What a server said, name by name. SECURITY: React writes it as text; each value keeps its direction to itself. */
import type { FactView } from '../../preload/contract';
import styles from './AfterSections.module.css';

export function FactList({ facts }: { readonly facts: readonly FactView[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>
            <bdi>{name}</bdi>
          </dt>
          <dd data-value>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
