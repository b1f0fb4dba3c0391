/** What the server says about a token when it is asked, beside what Latchkey counts with. True for the moment of asking; not stored. */
import { Button } from '@mantine/core';
import type { AccountView, IntrospectionView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { takeServerExpiry } from '../state/after-commands';
import { useCell } from '../state/cell';
import { useNow } from '../state/clock';
import { expiryTaken, introspect, introspected, introspectedOf } from '../state/introspection';
import { ErrorNote } from '../ui/ErrorNote';
import facts from './AccountFacts.module.css';
import styles from './AfterSections.module.css';
import { FactList } from './FactList';

export function IntrospectSection({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  // What a server said is about the tokens of that moment.
  const of = introspectedOf(account);
  const asked = useCell(introspected, (now) => (now?.of === of ? now : null));
  const { found, error, busy } = asked ?? { found: null, error: null, busy: false };
  const { canIntrospect } = account.after;
  if (canIntrospect.length === 0) return null;
  return (
    <section aria-label={t('after.introspect.heading')} className={styles.section}>
      <h3>{t('after.introspect.heading')}</h3>
      <div className={styles.buttons}>
        {canIntrospect.map((token) => (
          <Button key={token} size="compact-xs" disabled={busy} onClick={() => void introspect(account, token)}>
            {t(`after.introspect.${token}`)}
          </Button>
        ))}
      </div>
      {busy && <p role="status">{t('after.introspect.asking')}</p>}
      {!busy && error !== null && <ErrorNote error={error} />}
      {!busy && found !== null && <Found account={account} found={found} taken={() => expiryTaken(of)} />}
    </section>
  );
}

interface FoundProps {
  readonly account: AccountView;
  readonly found: IntrospectionView;
  readonly taken: () => void;
}

function Found({ account, found, taken }: FoundProps) {
  const { t, exactly, when } = useWords();
  const { token, active, expiry, scope, clientId, identity } = found;
  const end = useNow((now) =>
    expiry.kind === 'at'
      ? when(expiry.at, now)
      : t(expiry.kind === 'never' ? 'after.introspect.never' : 'after.introspect.endUnsaid'),
  );
  const ours = (token === 'access_token' ? account.access : account.refresh)?.expiry;
  const oursText = useNow((now) =>
    ours?.kind === 'at' ? when(ours.at, now) : t(`after.introspect.ours.${ours?.kind ?? 'unknown'}`),
  );
  const shown = new Set(['active', 'scope', 'scopes', 'client_id', 'exp', 'sub']);
  const further = found.facts.filter(({ name }) => !shown.has(name));
  return (
    <div role="status">
      <p className={styles.about}>
        {token === 'access_token' ? t('after.introspect.aboutAccess') : t('after.introspect.aboutRefresh')}
      </p>
      <dl className={facts.list}>
        <dt>{t('after.introspect.state')}</dt>
        <dd className={active === null ? undefined : active ? styles.good : styles.bad}>
          {t(`after.introspect.${active === null ? 'unsaid' : active ? 'active' : 'inactive'}`)}
        </dd>
        <dt>{t('after.introspect.ends')}</dt>
        <dd title={expiry.kind === 'at' ? exactly(expiry.at) : undefined}>{end}</dd>
        {scope !== null && (
          <>
            <dt>{t('after.introspect.scope')}</dt>
            <dd data-value>
              <bdi>{scope.join(' ')}</bdi>
            </dd>
          </>
        )}
        {clientId !== null && (
          <>
            <dt>{t('after.introspect.client')}</dt>
            <dd data-value>
              <bdi>{clientId}</bdi>
            </dd>
          </>
        )}
        {identity !== null && (
          <>
            <dt>{t('after.introspect.person')}</dt>
            <dd data-value>
              <bdi>{identity}</bdi>
            </dd>
          </>
        )}
      </dl>
      {found.expiryDiffers && (
        <>
          <p className={styles.differs}>{t('after.introspect.differs', { ours: oursText })}</p>
          <div className={styles.buttons}>
            <Button
              size="compact-xs"
              onClick={() => void takeServerExpiry(account.id, token).then((done) => done && taken())}
            >
              {t('after.introspect.take')}
            </Button>
          </div>
        </>
      )}
      {found.scopeMissing.length > 0 && (
        <p className={styles.differs}>{t('after.introspect.scopeMissing', { scopes: found.scopeMissing.join(' ') })}</p>
      )}
      {found.scopeMore.length > 0 && (
        <p className={styles.differs}>{t('after.introspect.scopeMore', { scopes: found.scopeMore.join(' ') })}</p>
      )}
      {further.length > 0 && (
        <>
          <p className={styles.about}>{t('after.introspect.more')}</p>
          <FactList facts={further} />
        </>
      )}
    </div>
  );
}
