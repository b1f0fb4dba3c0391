/** How the account's requests are proved: the client by its secret or key, the tokens by a key of their own. */
import type { AccountProofView } from '../../preload/contract';
import { useWords } from '../messages/words';
import styles from './AccountFacts.module.css';
import { Fact, Quiet } from './Fact';

export function ProofFacts({ proof: { authentication, dpop } }: { readonly proof: AccountProofView }) {
  const { t } = useWords();
  return (
    <>
      <h3>{t('proof.details')}</h3>
      <dl className={styles.list}>
        <Fact name={t('proof.authentication')}>{t(`form.method.${authentication}`)}</Fact>
        {dpop !== null && (
          <Fact name={t('proof.constrained')}>
            <p>{t(dpop.bound ? 'proof.bound' : 'proof.notBound')}</p>
            <Quiet>
              {t('proof.keyOf', { algorithm: dpop.algorithm })} <span data-value>{dpop.thumbprint}</span>
            </Quiet>
          </Fact>
        )}
      </dl>
    </>
  );
}
