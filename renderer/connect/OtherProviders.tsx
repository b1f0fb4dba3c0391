/** Every provider but the two that have buttons of their own: the standard one, and those from the user's files. */
import { Button, TextInput } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { NoticeView, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { closeDialog, openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { connectProvider } from './connecting';
import { problemWords } from './providerProblem';
import styles from './OtherProviders.module.css';

const withButtons = ['sinaapp', 'kaixin001'];

type BrokenFile = Extract<NoticeView, { readonly kind: 'provider_file_broken' }>;

export function OtherProviders() {
  const { t, own } = useWords();
  const [search, setSearch] = useState('');
  const providers = useView((view) => view.providers);
  const notices = useView((view) => view.notices);
  const wanted = search.trim().toLowerCase();
  const others = providers.filter(
    ({ id, name, region }) =>
      !withButtons.includes(id) && `${own(name)} ${id} ${region ?? ''}`.toLowerCase().includes(wanted),
  );
  const broken = notices.filter((notice): notice is BrokenFile => notice.kind === 'provider_file_broken');
  return (
    <Dialog title={t('other.title')} light onClose={closeDialog}>
      <TextInput
        aria-label={t('other.search')}
        placeholder={t('other.search')}
        value={search}
        data-autofocus
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ul className={styles.list}>
        <li>
          <button
            type="button"
            className={styles.provider}
            onClick={() => openDialog({ kind: 'discover', found: null })}
          >
            <span className={styles.name}>{t('discover.open')}</span>
            <span className={styles.under}>{t('discover.openHint')}</span>
            <IconChevronRight size={16} stroke={1.5} aria-hidden className={styles.go} />
          </button>
        </li>
        <li>
          <button type="button" className={styles.provider} onClick={() => openDialog({ kind: 'import_client' })}>
            <span className={styles.name}>{t('foreign.open')}</span>
            <span className={styles.under}>{t('foreign.openHint')}</span>
            <IconChevronRight size={16} stroke={1.5} aria-hidden className={styles.go} />
          </button>
        </li>
        {others.map((provider) => (
          <li key={provider.id}>
            <ProviderButton provider={provider} />
          </li>
        ))}
        {others.length === 0 && <li className={styles.none}>{t('other.none')}</li>}
      </ul>
      {broken.length > 0 && (
        <section className={styles.broken}>
          <h3>{t('other.broken')}</h3>
          <ul>
            {broken.map(({ id, file, path, reason }) => (
              <li key={id}>
                <span data-value>{file}</span> {path !== '' && <span data-value>{t('other.at', { path })}</span>}
                <p className={styles.reason}>{problemWords(reason, t)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={styles.hint}>{t('other.files')}</p>
      <DialogActions>
        <Button onClick={() => void orSay(window.latchkey.openProvidersFolder())}>{t('other.openFolder')}</Button>
        <Button onClick={() => void orSay(window.latchkey.reloadProviders())}>{t('other.reload')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function ProviderButton({ provider }: { readonly provider: ProviderView }) {
  const { t, own } = useWords();
  return (
    <button
      type="button"
      className={styles.provider}
      onClick={() => {
        closeDialog();
        connectProvider(provider.id);
      }}
    >
      <span className={styles.name}>{own(provider.name)}</span>
      <span className={styles.under}>
        {provider.origin === 'file' ? t('other.file') : (provider.endpoints.token ?? t('other.standard'))}
      </span>
      <IconChevronRight size={16} stroke={1.5} aria-hidden className={styles.go} />
    </button>
  );
}
