/** By what an account's tokens came: provider, client, grant, and how its requests are proved, by the client and by a key of the tokens' own. */
import type { AccountView } from '../../preload/contract';
import { useGrantName } from '../connect/grantName';
import { useWords } from '../messages/words';
import styles from './AccountFacts.module.css';
import { Fact, Quiet } from './Fact';

export function ConnectionFacts({ account }: { readonly account: AccountView }) {
  const { t, own } = useWords();
  const grantName = useGrantName();
  const { proof, recipe, issuedTokenType } = account;
  const dpop = proof?.dpop ?? null;
  return (
    <>
      <h3>{t('details.connection')}</h3>
      <dl className={styles.list}>
        <Fact name={t('details.provider')}>{own(account.providerName)}</Fact>
        <Fact name={t('details.client')}>
          {account.clientName !== account.issuedClientId && <p>{account.clientName}</p>}
          <span data-value>{account.issuedClientId}</span>
        </Fact>
        <Fact name={t('details.grant')}>{grantName(account.grant, account.grantLabel)}</Fact>
        {recipe?.kind === 'token_exchange' && (
          <Fact name={t('grants.exchangedFrom')}>{recipe.subject.label ?? <Quiet>{t('grants.gone')}</Quiet>}</Fact>
        )}
        {issuedTokenType !== null && (
          <Fact name={t('grants.issuedType')}>
            <span data-value>{issuedTokenType}</span>
          </Fact>
        )}
        {proof !== null && <Fact name={t('proof.authentication')}>{t(`form.method.${proof.authentication}`)}</Fact>}
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
