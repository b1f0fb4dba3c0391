/** Tells two tokens apart without reading them: the mask, and a swatch of four stripes drawn from the fingerprint beside its digits. */
import type { TokenView } from '../../preload/contract';
import { useWords } from '../messages/words';
import styles from './Fingerprint.module.css';

const stripeWidth = 5;

export function Fingerprint({
  token: { mask, fingerprint },
}: {
  readonly token: Pick<TokenView, 'mask' | 'fingerprint'>;
}) {
  return (
    <span className={styles.fingerprint}>
      <span data-value>{mask}</span>
      <Stripes fingerprint={fingerprint} />
      <span data-value className={styles.digits} aria-hidden>
        {fingerprint}
      </span>
    </span>
  );
}

/** The swatch alone; its digits are its name. */
export function Stripes({ fingerprint }: { readonly fingerprint: string }) {
  const { t } = useWords();
  const bytes = fingerprint.match(/../g) ?? [];
  return (
    <svg
      width={bytes.length * stripeWidth}
      height={12}
      role="img"
      aria-label={t('details.fingerprint', { fingerprint })}
    >
      {bytes.map((byte, index) => (
        <rect
          // The same byte may come twice; its place is what tells it.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          x={index * stripeWidth}
          width={stripeWidth}
          height={12}
          fill={`hsl(${Math.round((Number.parseInt(byte, 16) * 360) / 256)} 45% 55%)`}
        />
      ))}
    </svg>
  );
}
