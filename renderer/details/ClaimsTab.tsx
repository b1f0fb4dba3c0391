/** What stands inside the tokens, where they are JWTs: every claim, times with how far they are, nested values folded. */
import type { AccountView, ClaimValueView, ClaimView, TokenContentView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useClaims } from '../state/past';
import { ErrorNote } from '../ui/ErrorNote';
import { Fact, Quiet } from './Fact';
import { IdTokenFacts } from './IdTokenFacts';
import { MaskedText } from './MaskedText';
import { MomentAndDistance } from './Moment';
import facts from './AccountFacts.module.css';
import styles from './ClaimsTab.module.css';

export function ClaimsTab({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  const asked = useClaims(account);
  if (account.access === null) return <p className={styles.text}>{t('claims.locked')}</p>;
  if (asked === null) return null;
  if (asked.state === 'failed') return <ErrorNote error={asked.error} />;
  const { access, id } = asked.value;
  return (
    <div className={facts.facts}>
      <section aria-label={t('claims.access')} className={styles.section}>
        <h3>{t('claims.access')}</h3>
        <Content content={access} about="access" />
      </section>
      <section aria-label={t('claims.id')} className={styles.section}>
        <h3>{t('claims.id')}</h3>
        {account.idToken === null ? (
          <p className={styles.text}>{t('claims.noIdToken')}</p>
        ) : (
          <>
            <IdTokenFacts accountId={account.id} idToken={account.idToken} />
            <Content content={id} about="id" />
          </>
        )}
      </section>
    </div>
  );
}

function Content({ content, about }: { readonly content: TokenContentView; readonly about: 'access' | 'id' }) {
  const { t } = useWords();
  switch (content.kind) {
    case 'none':
      return null;
    case 'opaque':
      return <p className={styles.text}>{t('claims.opaque', { length: content.length })}</p>;
    case 'encrypted':
      return (
        <>
          <p className={styles.text}>{t('claims.encrypted')}</p>
          <Header claims={content.header} />
        </>
      );
    case 'jwt':
      return (
        <>
          {about === 'access' && <p className={styles.text}>{t('claims.notChecked')}</p>}
          <Claims claims={content.claims} />
          <Header claims={content.header} />
        </>
      );
  }
}

function Header({ claims }: { readonly claims: readonly ClaimView[] }) {
  const { t } = useWords();
  return (
    <details className={styles.fold}>
      <summary>{t('claims.header')}</summary>
      <Claims claims={claims} />
    </details>
  );
}

function Claims({ claims }: { readonly claims: readonly ClaimView[] }) {
  return (
    <dl className={facts.list}>
      {claims.map(({ name, value, time }) => (
        <Fact key={name} name={name}>
          {time === null ? <Value value={value} /> : <MomentAndDistance at={time} />}
        </Fact>
      ))}
    </dl>
  );
}

/** SECURITY: React writes it as text; each value keeps its direction to itself. */
function Value({ value }: { readonly value: ClaimValueView }) {
  const { t } = useWords();
  const empty = emptyText(value);
  if (empty !== null) return <Quiet>{empty}</Quiet>;
  if (isList(value)) {
    if (value.every((each) => typeof each !== 'object' || each === null))
      return (
        <span data-value>
          <bdi>
            <MaskedText text={value.map(String).join(' ')} />
          </bdi>
        </span>
      );
    return <Folded name={t('claims.items', { number: value.length })} value={value} />;
  }
  if (typeof value === 'object' && value !== null)
    return <Folded name={t('claims.members', { number: Object.keys(value).length })} value={value} />;
  return value === null ? (
    <Quiet>{String(value)}</Quiet>
  ) : (
    <span data-value>
      <bdi>
        <MaskedText text={String(value)} />
      </bdi>
    </span>
  );
}

function Folded({ name, value }: { readonly name: string; readonly value: ClaimValueView }) {
  return (
    <details className={styles.fold}>
      <summary>{name}</summary>
      <pre data-value className={styles.json}>
        <MaskedText text={JSON.stringify(value, null, 2)} />
      </pre>
    </details>
  );
}

/** Null where there is something in it. */
function emptyText(value: ClaimValueView): string | null {
  if (value === '') return '""';
  if (typeof value !== 'object' || value === null || Object.keys(value).length > 0) return null;
  return isList(value) ? '[]' : '{}';
}

function isList(value: ClaimValueView): value is readonly ClaimValueView[] {
  return Array.isArray(value);
}
