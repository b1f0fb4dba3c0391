/** A provider's facts as its file has them: grants, refreshing, what was not seen in a document, and where all of it was found. */
import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ProviderFactsView, ProviderView } from '../../preload/contract';
import { useGrantName } from '../connect/grantName';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { hostsOf } from './browsing';
import styles from './ProviderPage.module.css';

export interface ProviderFactsProps {
  readonly provider: ProviderView;
  readonly facts: ProviderFactsView;
  readonly accounts: number;
}

export function ProviderFacts({ provider, facts, accounts }: ProviderFactsProps) {
  const { t, howLong, sentences } = useWords();
  const { refresh } = facts;
  const hosts = hostsOf(provider);
  return (
    <>
      <dl className={styles.facts}>
        <Fact title={t('catalogue.fact.id')}>
          <span data-value>{provider.id}</span>
          {' · '}
          {t(provider.origin === 'file' ? 'other.file' : 'catalogue.fromCatalogue')}
        </Fact>
        {hosts.length > 0 && (
          <Fact title={t('catalogue.fact.hosts')}>
            <span data-value>{hosts.join(' · ')}</span>
          </Fact>
        )}
        {provider.region !== null && (
          <Fact title={t('catalogue.region')}>
            <RegionName region={provider.region} />
          </Fact>
        )}
        <Fact title={t('catalogue.fact.accounts')}>{accounts}</Fact>
        <Fact title={t('catalogue.fact.grants')}>
          <Grants facts={facts} />
        </Fact>
        <Fact title={t('catalogue.fact.refresh')}>
          {refresh.token === null
            ? t('catalogue.refresh.none')
            : sentences(
                t(`catalogue.refresh.${refresh.token}`),
                refresh.afterFailure === 'burned' ? t('catalogue.refresh.burned') : '',
                refresh.atMostEvery === null
                  ? ''
                  : t('catalogue.refresh.atMostEvery', { time: howLong(refresh.atMostEvery * 1000) }),
              )}
        </Fact>
        <Fact title={t('catalogue.fact.pkce')}>{t(facts.pkce ? 'catalogue.pkce.yes' : 'catalogue.pkce.no')}</Fact>
      </dl>
      {facts.unverified.length > 0 && (
        <Remarks title={t('catalogue.fact.unverified')} texts={facts.unverified} warning />
      )}
      {facts.notes.length > 0 && <Remarks title={t('catalogue.fact.notes')} texts={facts.notes} />}
      {facts.sources.length > 0 && <Sources provider={provider} sources={facts.sources} />}
    </>
  );
}

function RegionName({ region }: { readonly region: string }) {
  const { t } = useWords();
  const parts = region.split('+').map((part) => {
    const known = (['CN', 'World', 'Intl'] as const).find((one) => one === part);
    return known === undefined ? part : t(`catalogue.regionName.${known}`);
  });
  return parts.join(' · ');
}

function Grants({ facts }: Pick<ProviderFactsProps, 'facts'>) {
  const { t } = useWords();
  const nameOf = useGrantName();
  return (
    <ul className={styles.grants}>
      {facts.grants.map(({ name, needsPermission }) => (
        <li key={name}>
          {name === 'refresh_token' ? t('catalogue.grantRefresh') : nameOf(name, null)}
          {needsPermission && <span className={styles.quiet}> {t('catalogue.onRequest')}</span>}
        </li>
      ))}
    </ul>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** What the file says in its author's own words, which are English. */
function Remarks({
  title,
  texts,
  warning = false,
}: {
  readonly title: string;
  readonly texts: readonly string[];
  readonly warning?: boolean;
}) {
  return (
    <details className={styles.remarks}>
      <summary data-warning={warning || undefined}>
        {title} ({texts.length})
      </summary>
      <ul lang="en">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}

/** Pages are opened only after their address was seen and agreed to. */
function Sources({
  provider,
  sources,
}: {
  readonly provider: ProviderView;
  readonly sources: ProviderFactsView['sources'];
}) {
  const { t } = useWords();
  const [asked, setAsked] = useState<string | null>(null);
  const open = async (url: string): Promise<void> => {
    setAsked(null);
    await orSay(window.latchkey.openProviderSource({ providerId: provider.id, url }));
  };
  return (
    <details className={styles.remarks}>
      <summary>
        {t('catalogue.fact.sources')} ({sources.length})
      </summary>
      <ul lang="en">
        {sources.map(({ text, url }) => (
          <li key={text}>
            {url === null ? (
              text
            ) : (
              <>
                <button
                  type="button"
                  className={styles.link}
                  aria-expanded={asked === url}
                  onClick={() => setAsked(url)}
                >
                  {text} <IconExternalLink size={12} stroke={1.5} aria-hidden />
                </button>
                {asked === url && (
                  <div className={styles.ask} role="group" aria-label={t('catalogue.open.ask')}>
                    <p>{t('catalogue.open.ask')}</p>
                    <p data-value>{url}</p>
                    <div className={styles.askButtons}>
                      <Button size="compact-xs" onClick={() => void open(url)}>
                        {t('catalogue.open.yes')}
                      </Button>
                      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setAsked(null)}>
                        {t('catalogue.open.no')}
                      </Button>
                    </div>
                  </div>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
