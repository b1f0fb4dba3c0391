/** What was just done, said in a corner. Announced once; the seconds of a countdown are not announced. */
import { CloseButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { useNow } from '../state/clock';
import type { ErrorView, RemovalView } from '../../preload/contract';
import { openDialog } from '../state/dialogs';
import { type BatchResult, dismissToast, staysFor, type Toast, type ToastContent, toasts } from '../state/toasts';
import { loaded, useView } from '../state/view';
import { RawError } from './RawError';
import { RemovalToast } from './RemovalToast';
import { useKeepFree } from './keepFree';
import styles from './Toasts.module.css';

const none: readonly RemovalView[] = [];

export function Toasts() {
  const { t } = useWords();
  const shown = useCell(toasts, (all) => all);
  const removals = useCell(loaded, (now) => (now.state === 'ready' ? now.view.removals : none));
  const corner = document.getElementById('toasts');
  const section = useRef<HTMLElement>(null);
  useKeepFree(section);
  if (corner === null) return null;
  return createPortal(
    <section ref={section} aria-label={t('toast.label')} className={styles.corner}>
      {removals.map((removal) => (
        <RemovalToast key={removal.id} removal={removal} />
      ))}
      {shown.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </section>,
    corner,
  );
}

function ToastLine({ toast: { id, content } }: { readonly toast: Toast }) {
  const { t } = useWords();
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  // Nothing goes away while somebody is at it.
  const held = pointed || focused;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(id), staysFor(content, Date.now()));
    return () => clearTimeout(timer);
  }, [id, content, held]);
  return (
    <div
      role={content.kind === 'failed' ? 'alert' : 'status'}
      data-kind={content.kind}
      className={styles.toast}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <div className={styles.words}>
        <p>
          <ToastText content={content} />
        </p>
        {content.kind === 'failed' && hasMore(content.error) && (
          <RawError error={content.error} local={content.error.serverCode === null} />
        )}
      </div>
      <CloseButton size={20} iconSize={14} aria-label={t('toast.dismiss')} onClick={() => dismissToast(id)} />
    </div>
  );
}

/** Is there more to say than what the code says? */
function hasMore({ code, detail, serverCode }: ErrorView): boolean {
  return detail !== null || serverCode !== null || code === 'unexpected';
}

function ToastText({ content }: { readonly content: ToastContent }) {
  const { t } = useWords();
  switch (content.kind) {
    case 'copied':
      return (
        <>
          {t(`toast.copied.${content.format}`)} {content.note !== null && <>{t(`proof.note.${content.note}`)} </>}
          {content.clearsAt === null ? t('toast.stays') : <ClearsIn at={content.clearsAt} />}
        </>
      );
    case 'public_key_copied':
      return t('proof.publicKeyCopied');
    case 'device_code_copied':
      return t('grants.device.copied');
    case 'clipboard':
      return content.cleared ? t('toast.cleared') : t('toast.leftAlone');
    case 'connected':
      return <Connected accountId={content.accountId} />;
    case 'refreshed_many':
      return <Refreshed results={content.results} />;
    case 'copied_many':
      return (
        <>
          {t('toast.copiedMany', { count: content.count })}{' '}
          {content.bound > 0 && <>{t('toast.someBound', { bound: content.bound })} </>}
          {content.clearsAt === null ? t('toast.stays') : <ClearsIn at={content.clearsAt} />}
        </>
      );
    case 'line_copied':
      return (
        <>
          {t('bench.copied')} {content.clearsAt === null ? t('toast.stays') : <ClearsIn at={content.clearsAt} />}
        </>
      );
    case 'practice_ended':
      return t(`bench.ended.${content.end}`, { count: content.count });
    case 'tokens_written':
      return t('toast.tokensWritten', { file: content.file, count: content.count });
    case 'names_written':
      return t('toast.namesWritten', { file: content.file, count: content.count });
    case 'foreign_kept':
      return <ForeignKept providerId={content.providerId} />;
    case 'not_removed':
      return t('toast.notRemoved', content);
    case 'provider_files_read':
      return t('toast.providerFilesRead', content);
    case 'removed':
      return t('removal.removed.account', { name: content.label });
    case 'undone':
      return content.count === 1 ? t('removal.undone', content) : t('removal.undoneSeveral', content);
    case 'restored':
      return t('toast.restored');
    case 'protection':
      return t(`passphrase.${content.what}`);
    case 'after':
      return t(`after.toast.${content.what}`, { label: content.label });
    case 'exchange':
      return t(`exchange.toast.${content.what}`, { file: content.file });
    case 'muted':
      return t(content.muted ? 'toast.muted' : 'toast.unmuted', { label: content.label });
    case 'versions_copied':
      return t('about.copied');
    case 'settings_reset':
      return t('reset.done');
    case 'cancelled':
      return t('toast.cancelled');
    case 'exported':
      return t('export.done', { ...content });
    case 'imported':
      return t('import.done', { ...content });
    case 'not_stopped':
      return t('export.notStopped', { number: content.number });
    case 'failed':
      return (
        <>
          <span className={styles.what}>{t(`error.${content.error.code}.what`)}</span>{' '}
          {t(`error.${content.error.code}.todo`)}
        </>
      );
  }
}

function Refreshed({ results }: { readonly results: readonly BatchResult[] }) {
  const { t } = useWords();
  const count = (wanted: BatchResult['outcome']) => results.filter(({ outcome }) => outcome === wanted).length;
  const left = count('left');
  return (
    <>
      {left === results.length
        ? t('toast.refreshedNone')
        : t('toast.refreshedMany', {
            refreshed: count('refreshed'),
            failed: count('failed'),
            cancelled: count('cancelled'),
          })}
      {left > 0 && left < results.length && ` · ${t('toast.leftMany', { left })}`}{' '}
      <button type="button" className={styles.more} onClick={() => openDialog({ kind: 'batch_results', results })}>
        {t('toast.showEach')}
      </button>
    </>
  );
}

function ClearsIn({ at }: { readonly at: number }) {
  const { t, howLong } = useWords();
  const seconds = useNow((now) => Math.floor((at - now) / 1000));
  return (
    <span aria-live="off" className={styles.seconds}>
      {seconds > 0 ? t('toast.clearsIn', { left: howLong(seconds * 1000) }) : t('toast.clearing')}
    </span>
  );
}

function Connected({ accountId }: { readonly accountId: string }) {
  const { t } = useWords();
  const label = useView((view) => view.accounts.find(({ id }) => id === accountId)?.label ?? null);
  return label === null ? t('toast.connectedPlain') : t('toast.connected', { label });
}

function ForeignKept({ providerId }: { readonly providerId: string }) {
  const { t, own } = useWords();
  const name = useView((view) => view.providers.find(({ id }) => id === providerId)?.name ?? providerId);
  return t('foreign.kept', { provider: own(name) });
}
