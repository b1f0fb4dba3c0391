/** The first minute: four ways to a first token, one line each. While the practice server runs, the lines say who to be there. */
import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import { startImport } from '../backup/backing-up';
import { ways } from '../connect/ConnectButtons';
import { FirstSteps, useShownStep } from '../guide/FirstSteps';
import { useWords } from '../messages/words';
import { showFirstSteps } from '../state/guide';
import { useView } from '../state/view';
import { Latchkey } from '../ui/Latchkey';
import styles from './EmptyState.module.css';

export function EmptyState() {
  const { t } = useWords();
  const id = useId();
  const practising = useView((view) => view.sandbox.running);
  const guided = useShownStep() !== null;
  const creator = useView((view) => view.sandbox.people.find(({ role }) => role === 'creator') ?? null);
  const credentials = { email: creator?.fields['secure_email'], password: creator?.fields['secure_password'] };
  return (
    <div className={styles.empty}>
      <div className={styles.content}>
        <Latchkey size={48} />
        <h1 className={styles.heading}>{t(practising ? 'empty.practice.heading' : 'empty.heading')}</h1>
        {(!guided || practising) && (
          <p className={styles.intro}>{t(practising ? 'empty.practice.intro' : 'empty.intro')}</p>
        )}
        <FirstSteps className={styles.guide} />
        <ul className={styles.ways}>
          {ways.map(({ way, Icon, go }) => (
            <li key={way} className={styles.way}>
              <Icon size={20} stroke={1.5} aria-hidden className={styles.icon} />
              <button type="button" aria-describedby={`${id}-${way}`} className={styles.name} onClick={go}>
                {t(`connect.${way}`)}
              </button>
              <span id={`${id}-${way}`} className={styles.line}>
                {practising ? t(`empty.practice.${way}`, credentials) : t(`empty.${way}`)}
              </span>
              <IconChevronRight size={16} stroke={1.5} aria-hidden className={styles.go} />
            </li>
          ))}
        </ul>
        <p className={styles.further}>
          <Button variant="subtle" color="gray" onClick={() => void startImport()}>
            {t('empty.import')}
          </Button>
          {!guided && (
            <Button variant="subtle" color="gray" onClick={showFirstSteps}>
              {t('guide.show')}
            </Button>
          )}
        </p>
      </div>
    </div>
  );
}
