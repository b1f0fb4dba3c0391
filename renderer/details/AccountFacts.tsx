/**
 * The facts of an account, in the order in which somebody whose calls fail wants them: until when its tokens live, what the server says of
 * them, whose they are, what they may do, by what they came; then departures from the RFCs.
 */
import type { AccountView, TokenView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import { ConnectionFacts } from './ConnectionFacts';
import { Deviations } from './Deviations';
import { Fact, Quiet } from './Fact';
import { Fingerprint } from './Fingerprint';
import { IdentitySection } from './IdentitySection';
import { IntrospectSection } from './IntrospectSection';
import { LifeNotes } from './LifeNotes';
import styles from './AccountFacts.module.css';

export function AccountFacts({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  const { scope, access, refresh, deviations } = account;
  const saysScopes = [scope.asked, scope.granted, scope.missing].some((names) => names !== null && names.length > 0);
  return (
    <div className={styles.facts}>
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
        <Fact name={t('details.automatic')}>
          <Automatic {...account.automatic} />
        </Fact>
        <Fact name={t('details.generation')}>{t('details.generationValue', { number: account.generation })}</Fact>
      </dl>

      <IntrospectSection account={account} />

      <IdentitySection account={account} />

      {saysScopes && (
        <>
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
        </>
      )}

      <ConnectionFacts account={account} />

      <Deviations deviations={deviations} />
    </div>
  );
}

function Scopes({ names, otherwise }: { readonly names: readonly string[] | null; readonly otherwise: string }) {
  return names === null || names.length === 0 ? <Quiet>{otherwise}</Quiet> : <span data-value>{names.join(' ')}</span>;
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
      <Quiet>{t(`details.source.${expiry.kind === 'at' ? expiry.source : expiry.kind}`)}</Quiet>
    </>
  );
}
