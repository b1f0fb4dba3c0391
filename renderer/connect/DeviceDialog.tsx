/** A code to enter on another device (RFC 8628 section 3.3): large, with the page for it, a QR code and the time that is left. */
import { Button } from '@mantine/core';
import { IconCopy, IconExternalLink } from '@tabler/icons-react';
import type { DeviceAttemptView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import { orSay } from '../state/commands';
import { showToast } from '../state/toasts';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { FailedExchange } from './FailedExchange';
import { QrCode } from '../ui/QrCode';
import styles from './DeviceDialog.module.css';

export function DeviceDialog({ attempt }: { readonly attempt: DeviceAttemptView }) {
  const { t, own } = useWords();
  const { id, providerId, clientId, userCode, verificationUri, scanUri, message, step, error } = attempt;
  const provider = useView((view) => view.providers.find((each) => each.id === providerId) ?? null);
  const cancel = (): void => void orSay(window.latchkey.cancelAttempt({ attemptId: id }));
  const open = (): void => void orSay(window.latchkey.openVerification({ attemptId: id }));
  const copy = async (): Promise<void> => {
    const answer = await orSay(window.latchkey.copyDeviceCode({ attemptId: id }));
    if (answer.ok) showToast({ kind: 'device_code_copied' });
  };
  const title = t('attempt.title', { provider: provider === null ? providerId : own(provider.name) });
  if (step === 'failed') {
    return (
      <Dialog title={t('attempt.failedTitle')} onClose={cancel}>
        {error !== null && <ErrorNote error={error} />}
        <FailedExchange clientId={clientId} accountId={attempt.accountId} />
        <DialogActions>
          <Button variant="filled" data-autofocus onClick={cancel}>
            {t('attempt.close')}
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} onClose={cancel}>
      <p className={styles.intro}>{t('grants.device.intro')}</p>
      <div className={styles.place}>
        <div className={styles.words}>
          <p className={styles.label}>{t('grants.device.code')}</p>
          <p data-value className={styles.code}>
            {userCode}
          </p>
          <Button size="compact-sm" leftSection={<IconCopy size={14} stroke={1.5} />} onClick={() => void copy()}>
            {t('grants.device.copy')}
          </Button>
          <p className={styles.label}>{t('grants.device.page')}</p>
          <p data-value className={styles.page}>
            {verificationUri}
          </p>
        </div>
        <QrCode text={scanUri} label={t('grants.device.qr', { page: verificationUri })} />
      </div>
      {message !== null && <p className={styles.message}>{t('grants.device.message', { message })}</p>}
      <div role="status" className={styles.step}>
        {step === 'waiting' && t('grants.device.waiting')}
        {step === 'slow' && t('grants.device.slow')}
        {step === 'exchanging' && t('attempt.exchanging')}
      </div>
      <TimeLeft until={attempt.expiresAt} />
      <DialogActions>
        <Button onClick={cancel}>{t('attempt.cancel')}</Button>
        <Button
          variant="filled"
          data-autofocus
          leftSection={<IconExternalLink size={14} stroke={1.5} />}
          onClick={open}
        >
          {t('grants.device.open')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function TimeLeft({ until }: { readonly until: number }) {
  const { t, howLong } = useWords();
  const left = useNow((now) => howLong(Math.max(0, until - now)));
  return <p className={styles.left}>{t('grants.device.left', { left })}</p>;
}
