/** What became of each token that the server was asked to revoke, with its own words where it refused. */
import type { RevokedView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { RawError } from '../ui/RawError';
import styles from './RevokedTokens.module.css';

export function RevokedTokens({ tokens }: { readonly tokens: readonly RevokedView[] }) {
  const { t } = useWords();
  return (
    <dl role="status" className={styles.tokens}>
      {tokens.map(({ token, result, error }) => (
        <div key={token}>
          <dt>{t(`after.revoke.token.${token}`)}</dt>
          <dd data-result={result}>
            <span className={styles.result}>{t(`after.revoke.result.${result}`)}</span>
            {error !== null && (
              <>
                <p className={styles.why}>{t(`error.${error.code}.what`)}</p>
                <RawError error={error} />
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Did the server end all that it was asked to? */
export function isAllRevoked(tokens: readonly RevokedView[]): boolean {
  return tokens.every(({ result }) => result !== 'failed');
}
