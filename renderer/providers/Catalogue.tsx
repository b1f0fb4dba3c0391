/**
 * Every provider there is: those that come with Latchkey and those of the user's own. Typing searches, the arrows walk through the list,
 * Enter connects, Right leads to what is known of a provider.
 */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconChevronRight, IconInfoCircle } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { NoticeView, ProviderView } from '../../preload/contract';
import { connectProvider } from '../connect/connecting';
import { problemWords } from '../connect/providerProblem';
import { useWords } from '../messages/words';
import { orSay, reloadProviders } from '../state/commands';
import { closeDialog, openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { Choices } from '../ui/Choices';
import { Dialog, DialogActions } from '../ui/Dialog';
import { addressIn, browse, hostsOf, type Region, regions } from './browsing';
import styles from './Catalogue.module.css';

type BrokenFile = Extract<NoticeView, { readonly kind: 'provider_file_broken' }>;

export function Catalogue() {
  const { t, own, locale, sentences } = useWords();
  const [search, setSearch] = useState('');
  const [region, setRegion] = useState<Region>('all');
  const providers = useView((view) => view.providers);
  const notices = useView((view) => view.notices);
  const used = useUsed();
  const box = useRef<HTMLDivElement>(null);
  const collator = useMemo(() => new Intl.Collator(locale, { sensitivity: 'base' }), [locale]);
  const shown = useMemo(
    () =>
      browse(
        providers,
        { search, region },
        (id) => used.get(id) ?? 0,
        (provider) => own(provider.name),
        (a, b) => collator.compare(a, b),
      ),
    [providers, search, region, used, own, collator],
  );
  const broken = notices.filter((notice): notice is BrokenFile => notice.kind === 'provider_file_broken');
  const [first] = shown;
  const address = addressIn(search);
  const standard = providers.find(({ id }) => id === 'standard');
  const byIssuer = (): void =>
    openDialog({ kind: 'discover', found: null, ...(address === null ? {} : { issuer: address }) });
  return (
    <Dialog title={t('other.title')} light wide onClose={closeDialog}>
      <div ref={box} role="presentation" onKeyDown={(event) => walk(event, box.current)}>
        <TextInput
          type="search"
          aria-label={t('other.search')}
          placeholder={t('catalogue.searchBy')}
          value={search}
          data-autofocus
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter may end what an input method is composing: nothing was chosen yet.
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            if (search.trim() === '') return;
            event.preventDefault();
            if (first !== undefined) connect(first.id);
            else if (address !== null) byIssuer();
          }}
        />
        <div className={styles.regions}>
          <Choices
            label={t('catalogue.region')}
            choices={regions.map((value) => ({ value, label: t(`catalogue.regions.${value}`) }))}
            value={region}
            onChange={(value) => setRegion(regions.find((one) => one === value) ?? 'all')}
          />
          <span role="status" className={styles.count}>
            {t('catalogue.count', { number: shown.length })}
          </span>
        </div>
        {/* Above the list: a notice leads here, and forty providers would hide it. */}
        {broken.length > 0 && search.trim() === '' && <BrokenFiles files={broken} />}
        <ul className={styles.list}>
          {shown.length === 0 && <li className={styles.none}>{t('other.none')}</li>}
          {/* What is not in the list is come to by these. */}
          {((search.trim() === '' && region === 'all') || shown.length === 0) && (
            <>
              <Lead
                title={t('discover.open')}
                hint={address ?? t('discover.openHint')}
                likely={address !== null}
                go={byIssuer}
              />
              <Lead
                title={t('foreign.open')}
                hint={t('foreign.openHint')}
                go={() => openDialog({ kind: 'import_client' })}
              />
            </>
          )}
          {shown.map((provider) => (
            <li
              key={provider.id}
              className={styles.item}
              data-likely={(search.trim() !== '' && provider === first) || undefined}
            >
              <ProviderRow provider={provider} accounts={used.get(provider.id) ?? 0} />
            </li>
          ))}
          {shown.length === 0 && standard !== undefined && (
            <li className={styles.item}>
              <ProviderRow provider={standard} accounts={used.get(standard.id) ?? 0} />
            </li>
          )}
        </ul>
      </div>
      <p className={styles.hint}>{sentences(t('other.files'), t('catalogue.unverifiedMeans'))}</p>
      <DialogActions
        aside={
          <>
            <Button variant="subtle" color="gray" onClick={() => void orSay(window.latchkey.openProvidersFolder())}>
              {t('other.openFolder')}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => void reloadProviders()}>
              {t('other.reload')}
            </Button>
          </>
        }
      >
        <Button onClick={() => openDialog({ kind: 'provider_form', providerId: null, as: 'new' })}>
          {t('catalogue.add')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface LeadProps {
  readonly title: string;
  readonly hint: string;
  /** Enter in the search goes this way. */
  readonly likely?: boolean;
  readonly go: () => void;
}

/** A way to a provider that is not in the list. */
function Lead({ title, hint, likely = false, go }: LeadProps) {
  return (
    <li className={styles.item} data-likely={likely || undefined}>
      <button type="button" className={styles.provider} onClick={go}>
        <span className={styles.name}>{title}</span>
        <span className={styles.under}>{hint}</span>
        <IconChevronRight size={16} stroke={1.5} aria-hidden className={styles.go} />
      </button>
    </li>
  );
}

/** How many accounts there are with each provider. */
export function useUsed(): ReadonlyMap<string, number> {
  const accounts = useView((view) => view.accounts);
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const { providerId } of accounts) counts.set(providerId, (counts.get(providerId) ?? 0) + 1);
    return counts;
  }, [accounts]);
}

function connect(providerId: string): void {
  closeDialog();
  connectProvider(providerId);
}

function ProviderRow({ provider, accounts }: { readonly provider: ProviderView; readonly accounts: number }) {
  const { t, own } = useWords();
  const id = useId();
  const { origin, endpoints, historical, unverified } = provider;
  const marks = [
    ...(accounts > 0 ? [t('catalogue.accounts', { number: accounts })] : []),
    ...(historical ? [t('catalogue.historical')] : []),
  ];
  return (
    <>
      <button type="button" data-provider className={styles.provider} onClick={() => connect(provider.id)}>
        <span id={id} className={styles.name}>
          {own(provider.name)}
        </span>
        <span className={styles.under}>
          {origin === 'file' && <span>{t('other.file')} · </span>}
          {endpoints.token === null ? t('other.standard') : <span data-value>{hostsOf(provider).join(' · ')}</span>}
        </span>
        {marks.length > 0 && <span className={styles.marks}>{marks.join(' · ')}</span>}
      </button>
      <ActionIcon
        aria-label={t('catalogue.about')}
        aria-describedby={id}
        title={unverified > 0 ? t('catalogue.unverified', { number: unverified }) : t('catalogue.about')}
        onClick={() => openDialog({ kind: 'provider', providerId: provider.id })}
      >
        <IconInfoCircle size={16} stroke={1.5} />
      </ActionIcon>
    </>
  );
}

function BrokenFiles({ files }: { readonly files: readonly BrokenFile[] }) {
  const { t } = useWords();
  return (
    <section className={styles.broken}>
      <h3>{t('other.broken')}</h3>
      <ul>
        {files.map(({ id, file, path, reason }) => (
          <li key={id}>
            <span data-value>{file}</span> {path !== '' && <span data-value>{t('other.at', { path })}</span>}
            <p className={styles.reason}>{problemWords(reason, t)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Up and Down go from row to row, and back into the search; Left and Right between a row and what is known of it. */
function walk(event: KeyboardEvent<HTMLDivElement>, box: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const focused = document.activeElement;
  if (box === null || focused === null || focused.closest('[role=radiogroup]') !== null) return;
  const rows = [...box.querySelectorAll<HTMLElement>('li:has(button)')];
  const place = rows.findIndex((row) => row.contains(focused));
  if (step !== undefined) {
    event.preventDefault();
    const next = rows[place + step];
    (next?.querySelector('button') ?? (step < 0 ? box.querySelector('input') : null))?.focus();
    return;
  }
  const buttons = rows[place]?.querySelectorAll('button');
  const other = event.key === 'ArrowRight' ? buttons?.[1] : event.key === 'ArrowLeft' ? buttons?.[0] : undefined;
  if (other !== undefined) return other.focus();
  // Typing goes on with the search, wherever the keyboard is in the list.
  if (place >= 0 && event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey)
    box.querySelector('input')?.focus();
}
