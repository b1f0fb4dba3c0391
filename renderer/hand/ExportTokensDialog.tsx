/** Writing tokens into a file for another tool: which form, what that means, until when they live; the system's dialog asks where to. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AccountView, ErrorView, ExpiryView, TokenFileFormat } from '../../preload/contract';
import { useWords, type Words } from '../messages/words';
import { useNow } from '../state/clock';
import { closeDialog, closeLater } from '../state/dialogs';
import { showToast } from '../state/toasts';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { ChoiceList } from './ChoiceList';
import { endOf, type TokensEnd } from './tokensEnd';
import styles from './hand.module.css';

const formats: readonly TokenFileFormat[] = [
  'postman_environment',
  'postman_collection',
  'bruno_environment',
  'bruno_secret',
  'insomnia_environment',
  'insomnia_environment_4',
  'dotenv',
];

export function ExportTokensDialog({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const words = useWords();
  const { t } = words;
  const [format, setFormat] = useState<TokenFileFormat>('postman_environment');
  const [error, setError] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const open = accounts.filter(({ access }) => access !== null);
  const bound = open.filter(({ proof }) => proof?.dpop?.bound === true).length;
  const expiries = open.flatMap(({ access }): ExpiryView[] => (access === null ? [] : [access.expiry]));
  const end = useNow((now) => sayEnd(endOf(expiries, now), now, words));
  const holdsTokens = format !== 'bruno_secret';
  const locked = accounts.length - open.length;

  const save = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const close = closeLater();
    const answer = await window.latchkey.exportTokens({ accountIds: open.map(({ id }) => id), format });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    if (answer.value.kind === 'cancelled') return;
    close();
    const { file, count } = answer.value;
    showToast({ kind: holdsTokens ? 'tokens_written' : 'names_written', file, count });
  };

  return (
    <Dialog title={t('hand.exportTitle')} onClose={closeDialog}>
      <p className={styles.quiet}>
        {open.length === 1 ? open[0]?.label : t('hand.exportWhat', { count: open.length })}
        {locked > 0 && ` · ${t('hand.exportLocked', { count: locked })}`}
      </p>
      <ChoiceList
        label={t('hand.exportTitle')}
        choices={formats.map((value) => ({ value, label: t(`hand.file.${value}`), hint: t(`hand.fileHint.${value}`) }))}
        value={format}
        onChange={setFormat}
      />
      <div className={styles.notes}>
        <p className={holdsTokens ? styles.warning : undefined}>
          {holdsTokens ? words.sentences(t('hand.warning'), end) : t('hand.noWarning')}
        </p>
        {bound > 0 && <p className={styles.warning}>{t('hand.boundWarning', { bound })}</p>}
        {error !== null && <ErrorNote error={error} local />}
      </div>
      <DialogActions aside={<Button onClick={closeDialog}>{t('form.cancel')}</Button>}>
        <Button variant="filled" disabled={busy || open.length === 0} aria-busy={busy} onClick={() => void save()}>
          {t('hand.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function sayEnd(end: TokensEnd, now: number, { t, when }: Words): string {
  switch (end.kind) {
    case 'at': {
      const key = end.at > now ? 'ends' : 'ended';
      return t(end.first ? `hand.${key}First` : `hand.${key}`, { when: when(end.at, now) });
    }
    case 'unknown':
      return t('hand.endsUnknown');
    case 'never':
      return t('hand.endsNever');
    case 'none':
      return '';
  }
}
