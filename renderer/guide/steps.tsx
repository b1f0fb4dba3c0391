/** What each of the first steps says and offers. */
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { connectProvider } from '../connect/connecting';
import { useWords } from '../messages/words';
import { copyPracticeCall } from '../state/bench';
import { orSay } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { currentView, useView } from '../state/view';
import { Done } from './Done';
import styles from './FirstSteps.module.css';

export function MeetStep() {
  const { t } = useWords();
  const { kind } = useView((view) => view.protection);
  return (
    <>
      <p>{t('guide.meet.what')}</p>
      <p>
        {t('guide.meet.where')}{' '}
        <span className={styles.strong}>{t('guide.meet.how', { how: t(`protection.${kind}`) })}</span>
      </p>
    </>
  );
}

export function ConnectStep() {
  const { t } = useWords();
  const running = useView((view) => view.sandbox.running);
  const creator = useView((view) => view.sandbox.people.find(({ role }) => role === 'creator') ?? null);
  const connected = useView((view) => view.accounts.some(({ practice }) => practice));
  return (
    <>
      <p>{t('guide.connect.what')}</p>
      {running && (
        <p>
          {t('guide.connect.who')} <span data-value>{creator?.fields['secure_email']}</span>{' '}
          <span data-value>{creator?.fields['secure_password']}</span>
        </p>
      )}
      <p>
        <Button variant="filled" onClick={() => void practise()}>
          {t(connected ? 'guide.connect.another' : 'guide.connect.go')}
        </Button>
      </p>
      {connected && <Done>{t('guide.connect.done')}</Done>}
    </>
  );
}

async function practise(): Promise<void> {
  if (!currentView().sandbox.running && !(await orSay(window.latchkey.startSandbox())).ok) return;
  connectProvider('sinaapp');
}

export function UseStep() {
  const { t } = useWords();
  const account = useView((view) => view.accounts.find((each) => each.practice && each.access !== null) ?? null);
  const running = useView((view) => view.sandbox.running);
  const called = useView((view) =>
    (view.bench?.log ?? []).some(({ path, status }) => /\/(?:whoami|me\.json)$/.test(path) && status === 200),
  );
  if (account === null || !running) return <p>{t('guide.use.first')}</p>;
  return (
    <>
      <p>{t('guide.use.what')}</p>
      <p className={styles.line}>
        <Button
          variant="filled"
          leftSection={<IconCopy size={14} stroke={1.5} aria-hidden />}
          onClick={() => void copyPracticeCall(account.id)}
        >
          {t('guide.use.copy')}
        </Button>
        <span data-value>{account.access?.mask}</span>
      </p>
      {called ? (
        <>
          <Done>{t('guide.use.done')}</Done>
          <p>
            {t('guide.use.then')}{' '}
            <Button size="compact-xs" onClick={() => openDialog({ kind: 'bench' })}>
              {t('bench.title')}
            </Button>
          </p>
        </>
      ) : (
        <p className={styles.hint}>{t('guide.use.waiting')}</p>
      )}
    </>
  );
}
