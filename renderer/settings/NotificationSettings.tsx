/** What is told while nobody looks, when, and of whom. */
import { Button, Switch, TextInput } from '@mantine/core';
import { useWords } from '../messages/words';
import { changeNotify, toggleMuted } from '../state/at-hand';
import { useView } from '../state/view';
import { minuteOfTime, timeOfMinute } from './quiet-hours';
import { SecondsField } from './SecondsField';
import type { SectionProps } from './SettingsDialog';
import styles from './SettingsDialog.module.css';

const USUAL_QUIET = { from: 22 * 60, to: 8 * 60 };

export function NotificationSettings({ shown }: SectionProps) {
  const { t } = useWords();
  const notify = useView((view) => view.atHand.prefs.notify);
  const notifies = useView((view) => view.atHand.notifies);
  const off = !notify.on;
  return (
    <>
      {shown.has('notifyOn') && (
        <div>
          <Switch
            label={t('notify.on')}
            description={t('notify.onHint')}
            checked={notify.on}
            onChange={(event) => void changeNotify({ on: event.currentTarget.checked })}
          />
          {!notifies && <p className={`${styles.warning} ${styles.under}`}>{t('notify.unavailable')}</p>}
        </div>
      )}
      {shown.has('expiring') && (
        <>
          <Switch
            label={t('notify.expiring')}
            checked={notify.expiring}
            disabled={off}
            onChange={(event) => void changeNotify({ expiring: event.currentTarget.checked })}
          />
          {notify.on && notify.expiring && (
            <div className={styles.indented}>
              <SecondsField
                label={t('notify.minutes')}
                description={t('notify.minutesHint')}
                seconds={notify.minutesBefore}
                least={1}
                most={10_080}
                onChange={(minutesBefore) => void changeNotify({ minutesBefore })}
              />
            </div>
          )}
        </>
      )}
      {shown.has('signInNeeded') && (
        <Switch
          label={t('notify.signIn')}
          checked={notify.signIn}
          disabled={off}
          onChange={(event) => void changeNotify({ signIn: event.currentTarget.checked })}
        />
      )}
      {shown.has('failed') && (
        <Switch
          label={t('notify.failed')}
          checked={notify.failed}
          disabled={off}
          onChange={(event) => void changeNotify({ failed: event.currentTarget.checked })}
        />
      )}
      {shown.has('locked') && (
        <Switch
          label={t('notify.locked')}
          checked={notify.locked}
          disabled={off}
          onChange={(event) => void changeNotify({ locked: event.currentTarget.checked })}
        />
      )}
      {shown.has('quiet') && <Quiet off={off} />}
      {shown.has('muted') && <Muted />}
    </>
  );
}

function Quiet({ off }: { readonly off: boolean }) {
  const { t } = useWords();
  const quiet = useView((view) => view.atHand.prefs.notify.quiet);
  const set = (part: 'from' | 'to', typed: string): void => {
    const minute = minuteOfTime(typed);
    if (quiet !== null && minute !== null) void changeNotify({ quiet: { ...quiet, [part]: minute } });
  };
  return (
    <>
      <Switch
        label={t('notify.quiet')}
        description={t('notify.quietHint')}
        checked={quiet !== null}
        disabled={off}
        onChange={(event) => void changeNotify({ quiet: event.currentTarget.checked ? USUAL_QUIET : null })}
      />
      {quiet !== null && !off && (
        <div className={styles.indented}>
          <div className={styles.fields}>
            <TextInput
              type="time"
              label={t('notify.quietFrom')}
              value={timeOfMinute(quiet.from)}
              onChange={(event) => set('from', event.currentTarget.value)}
            />
            <TextInput
              type="time"
              label={t('notify.quietTo')}
              value={timeOfMinute(quiet.to)}
              onChange={(event) => set('to', event.currentTarget.value)}
            />
          </div>
        </div>
      )}
    </>
  );
}

function Muted() {
  const { t } = useWords();
  const muted = useView((view) => view.atHand.prefs.muted);
  const accounts = useView((view) => view.accounts);
  const known = accounts.filter(({ id }) => muted.includes(id));
  return (
    <div>
      <h4 className={styles.sub}>{t('notify.muted')}</h4>
      {known.length === 0 ? (
        <p className={styles.hint}>{t('notify.mutedNone')}</p>
      ) : (
        <ul className={styles.list}>
          {known.map(({ id, label }) => (
            <li key={id} className={styles.line}>
              <span className={styles.lineText}>{label}</span>
              <Button size="compact-xs" onClick={() => void toggleMuted(id)}>
                {t('notify.unmute')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
