/** What the practice server can be told to do, place by place: for the next request, or until it is switched off. */
import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { BenchFaultView, BenchPlaceView, BenchView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { toggleFault } from '../state/bench';
import { Choices } from '../ui/Choices';
import styles from './FaultList.module.css';
import { groupsOf } from './fault-groups';

const places: readonly BenchPlaceView[] = ['token', 'api'];

export function FaultList({ bench }: { readonly bench: BenchView }) {
  const { t } = useWords();
  const [place, setPlace] = useState<BenchPlaceView>('token');
  return (
    <section className={styles.faults}>
      <h2>{t('bench.faults')}</h2>
      <Choices
        label={t('bench.place.label')}
        choices={places.map((value) => ({ value, label: t(`bench.place.${value}`) }))}
        value={place}
        onChange={(value) => setPlace(value === 'api' ? 'api' : 'token')}
      />
      {groupsOf(bench.faults[place]).map(({ group, faults }) => (
        <div key={group}>
          <h3 className={styles.heading}>{t(`bench.group.${group}`)}</h3>
          <ul>
            {faults.map((fault) => (
              <Fault key={fault} place={place} fault={fault} settings={bench.settings} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

interface FaultProps {
  readonly place: BenchPlaceView;
  readonly fault: BenchFaultView;
  readonly settings: BenchView['settings'];
}

function Fault({ place, fault, settings }: FaultProps) {
  const { t } = useWords();
  const id = useId();
  const on = settings.find((each) => each.place === place && each.fault === fault)?.until ?? null;
  return (
    <li className={styles.fault} data-on={on !== null}>
      <span id={id}>{t(`bench.fault.${fault}.what`)}</span>
      <span className={styles.hint}>{t(`bench.fault.${fault}.then`)}</span>
      <span role="group" aria-labelledby={id} className={styles.buttons}>
        {(['next', 'off'] as const).map((until) => (
          <Button
            key={until}
            size="compact-xs"
            aria-pressed={on === until}
            onClick={() => void toggleFault({ place, fault, until }, settings)}
          >
            {t(`bench.until.${until}`)}
          </Button>
        ))}
      </span>
    </li>
  );
}
