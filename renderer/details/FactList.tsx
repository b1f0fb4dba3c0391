/** What a server said, name by name. SECURITY: React writes it as text; each value keeps its direction to itself. */
import { Fragment, type ReactNode } from 'react';
import type { FactView } from '../../preload/contract';
import styles from './AfterSections.module.css';

export function FactList({ facts }: { readonly facts: readonly FactView[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>
            <bdi>{breakable(name)}</bdi>
          </dt>
          <dd data-value>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Long names are parted where they are made of parts. */
function breakable(name: string): ReactNode {
  const parts = name.split('_');
  return parts.map((part, index) => (
    // Parts have no identity but their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>
      {part}
      {index < parts.length - 1 && (
        <>
          _<wbr />
        </>
      )}
    </Fragment>
  ));
}
