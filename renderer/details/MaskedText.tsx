/** Text with masks in it: each mask with a swatch of its fingerprint, so that two secrets can be told apart without reading them. */
import { Fragment } from 'react';
import { useWords } from '../messages/words';
import { Stripes } from './Fingerprint';
import styles from './MaskedText.module.css';

/** As main writes them (known-secrets.ts). */
const MASK = /(••••[\w.~+/=-]{0,4}(?:#[0-9a-f]{8})?)/;

export function MaskedText({ text }: { readonly text: string }) {
  const pieces = text.split(MASK);
  return (
    <>
      {pieces.map((piece, index) =>
        // Pieces at odd places are the masks; the same text may come twice, its place is what tells it.
        index % 2 === 1 ? (
          // oxlint-disable-next-line react/no-array-index-key
          <Mask key={index} text={piece} />
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <Fragment key={index}>{piece}</Fragment>
        ),
      )}
    </>
  );
}

function Mask({ text }: { readonly text: string }) {
  const { t } = useWords();
  const [mask = '', fingerprint] = text.split('#');
  return (
    <span
      className={styles.mask}
      title={fingerprint === undefined ? t('exchange.masked') : t('details.fingerprint', { fingerprint })}
    >
      {mask}
      {fingerprint !== undefined && <Stripes fingerprint={fingerprint} />}
    </span>
  );
}
