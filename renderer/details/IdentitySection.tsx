/** Who the server says the account's user is. What it says is text of anybody: shown as it is, nothing in it is loaded or followed. */
import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { askIdentity } from '../state/after-commands';
import { useNow } from '../state/clock';
import { ErrorNote } from '../ui/ErrorNote';
import raw from '../ui/RawError.module.css';
import facts from './AccountFacts.module.css';
import styles from './AfterSections.module.css';
import { FactList } from './FactList';

/** Facts shown at once; the rest is a click away. */
const AT_ONCE = 6;

export function IdentitySection({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  const { identity, after } = account;
  const { profile, problem, canAsk, asking } = after.identity;
  const name = profile?.name ?? null;
  const personId = profile?.id ?? null;
  // Said above already.
  const further = (profile?.facts ?? []).filter(({ value }) => value !== name && value !== personId);
  // The reply's own word for it, where that is not what the server says as well.
  const said = identity === name || identity === personId ? null : identity;
  if (profile === null && identity === null && problem === null && !canAsk) return null;
  return (
    <section aria-label={t('after.identity.heading')} className={styles.section}>
      <h3>{t('after.identity.heading')}</h3>
      <dl className={facts.list}>
        {name !== null && (
          <>
            <dt>{t('after.identity.name')}</dt>
            <dd>
              <bdi>{name}</bdi>
            </dd>
          </>
        )}
        {personId !== null && (
          <>
            <dt>{t('after.identity.id')}</dt>
            <dd data-value>
              <bdi>{personId}</bdi>
            </dd>
          </>
        )}
        {said !== null && (
          <>
            <dt>{t('after.identity.said')}</dt>
            <dd data-value>
              <bdi>{said}</bdi>
            </dd>
          </>
        )}
        {(profile !== null || (canAsk && problem === null && !asking)) && (
          <>
            <dt>{t('after.identity.asked')}</dt>
            <dd>
              {profile === null ? (
                <span className={facts.quiet}>{t('after.identity.never')}</span>
              ) : (
                <Asked at={profile.at} />
              )}
            </dd>
          </>
        )}
      </dl>
      {further.length > 0 && <Facts key={profile?.at} list={further} />}
      {problem !== null && !asking && <ErrorNote error={problem} />}
      {canAsk && (
        <div className={styles.buttons}>
          <Button size="compact-xs" disabled={asking} onClick={() => void askIdentity(account.id)}>
            {asking
              ? t('after.identity.asking')
              : profile === null
                ? t('after.identity.ask')
                : t('after.identity.again')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Asked({ at }: { readonly at: number }) {
  const { when, exactly } = useWords();
  const text = useNow((now) => when(at, now));
  return <span title={exactly(at)}>{text}</span>;
}

function Facts({ list }: { readonly list: readonly { readonly name: string; readonly value: string }[] }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const id = useId();
  return (
    <>
      <div id={id}>
        <FactList facts={all ? list : list.slice(0, AT_ONCE)} />
      </div>
      {list.length > AT_ONCE && (
        <button
          type="button"
          className={raw.toggle}
          aria-expanded={all}
          aria-controls={id}
          onClick={() => setAll(!all)}
        >
          {all ? t('after.identity.fewer') : t('after.identity.all', { number: list.length })}
        </button>
      )}
    </>
  );
}
