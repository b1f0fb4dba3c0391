/** The facts of an account in four short lists: who, lifetimes, scopes, history; and where its server departs from the RFCs. */
import type { AccountView, TokenView } from '../../preload/contract';
import { useGrantName } from '../connect/grantName';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import { Deviations } from './Deviations';
import { Fact, Quiet } from './Fact';
import { Fingerprint } from './Fingerprint';
import { IdTokenFacts } from './IdTokenFacts';
import { ProofFacts } from './ProofFacts';
import { IdentitySection } from './IdentitySection';
import { IntrospectSection } from './IntrospectSection';
import { LifeNotes } from './LifeNotes';
import styles from './AccountFacts.module.css';

export function AccountFacts({ account }: { readonly account: AccountView }) {
  const { t, own } = useWords();
  const grantName = useGrantName();
  const { scope, access, refresh, deviations } = account;
  return (
    <div className={styles.facts}>
      <dl className={styles.list}>
        <Fact name={t('details.provider')}>{own(account.providerName)}</Fact>
        <Fact name={t('details.client')}>
          <span data-value>{account.clientName}</span>
        </Fact>
        <Fact name={t('details.grant')}>{grantName(account.grant, account.grantLabel)}</Fact>
        {account.recipe?.kind === 'token_exchange' && (
          <Fact name={t('grants.exchangedFrom')}>
            {account.recipe.subject.label ?? <Quiet>{t('grants.gone')}</Quiet>}
          </Fact>
        )}
        {account.issuedTokenType !== null && (
          <Fact name={t('grants.issuedType')}>
            <span data-value>{account.issuedTokenType}</span>
          </Fact>
        )}
      </dl>

      <IdentitySection account={account} />

      <h3>{t('details.life')}</h3>
      <dl className={styles.list}>
        <Fact name={t('details.access')}>
          {access === null ? <Quiet>{t('details.sealed')}</Quiet> : <Token token={access} />}
        </Fact>
        <Fact name={t('details.refresh')}>
          {account.renewal === 'same_grant' && <Quiet>{t('grants.sameGrant')}</Quiet>}
          {account.renewal !== 'same_grant' && refresh === null && <Quiet>{t('details.none')}</Quiet>}
          {refresh !== null && <Token token={refresh} />}
        </Fact>
        <LifeNotes account={account} />
      </dl>

      {access !== null && access.claims.length > 0 && (
        <>
          <h3>{t('details.claims')}</h3>
          <dl className={styles.list}>
            {access.claims.map(({ name, value, time }) => (
              <Fact key={name} name={name}>
                {time === null ? <span data-value>{value}</span> : <Moment at={time} />}
              </Fact>
            ))}
          </dl>
        </>
      )}

      {account.idToken !== null && <IdTokenFacts accountId={account.id} idToken={account.idToken} />}

      <h3>{t('details.scopes')}</h3>
      <dl className={styles.list}>
        <Fact name={t('details.asked')}>
          <Scopes names={scope.asked} otherwise={t('details.scopeNotSent')} />
        </Fact>
        <Fact name={t('details.granted')}>
          <Scopes names={scope.granted} otherwise={t('details.scopeNotTold')} />
        </Fact>
        {scope.missing.length > 0 && (
          <Fact name={t('details.missing')}>
            <span className={styles.missing}>
              <Scopes names={scope.missing} otherwise="" />
            </span>
          </Fact>
        )}
      </dl>

      {account.proof !== null && <ProofFacts proof={account.proof} />}
      {/* What a server said is about the tokens of that moment. */}
      <IntrospectSection key={`${account.id} ${account.generation}`} account={account} />

      <h3>{t('details.history')}</h3>
      <dl className={styles.list}>
        <Fact name={t('details.connected')}>
          {account.connectedAt > 0 ? <Moment at={account.connectedAt} /> : null}
        </Fact>
        <Fact name={t('details.refreshed')}>
          {account.refreshedAt === null ? (
            <Quiet>{t('details.neverRefreshed')}</Quiet>
          ) : (
            <Moment at={account.refreshedAt} />
          )}
        </Fact>
        {account.restoredAt !== null && (
          <Fact name={t('details.restored')}>
            <Moment at={account.restoredAt} />
          </Fact>
        )}
        <Fact name={t('details.automatic')}>
          <Automatic {...account.automatic} />
        </Fact>
        <Fact name={t('details.generation')}>{t('details.generationValue', { number: account.generation })}</Fact>
      </dl>

      <Deviations deviations={deviations} />
    </div>
  );
}

function Scopes({ names, otherwise }: { readonly names: readonly string[] | null; readonly otherwise: string }) {
  return names === null || names.length === 0 ? <Quiet>{otherwise}</Quiet> : <span data-value>{names.join(' ')}</span>;
}

/** When, in short; exactly, in local time and UTC, on hovering. */
function Moment({ at }: { readonly at: number }) {
  const { when, exactly } = useWords();
  const text = useNow((now) => when(at, now));
  return <span title={exactly(at)}>{text}</span>;
}

/** Whether it is refreshed by itself, and when next. */
function Automatic({ on, nextAt }: AccountView['automatic']) {
  const { t, when, exactly } = useWords();
  const text = useNow((now) => (nextAt === null ? '' : t('details.automaticNext', { when: when(nextAt, now) })));
  if (!on) return <Quiet>{t('details.automaticOff')}</Quiet>;
  return nextAt === null ? <Quiet>{t('details.automaticWaits')}</Quiet> : <span title={exactly(nextAt)}>{text}</span>;
}

function Token({ token }: { readonly token: TokenView }) {
  const { t, when, exactly } = useWords();
  const { expiry } = token;
  const text = useNow((now) => {
    if (expiry.kind !== 'at') return t(`details.${expiry.kind}`);
    const moment = when(expiry.at, now);
    return now < expiry.at ? t('details.ends', { when: moment }) : t('details.ended', { when: moment });
  });
  return (
    <>
      <Fingerprint token={token} />
      <p title={expiry.kind === 'at' ? exactly(expiry.at) : undefined}>{text}</p>
      {expiry.kind === 'at' && <Quiet>{t(`details.source.${expiry.source}`)}</Quiet>}
    </>
  );
}
