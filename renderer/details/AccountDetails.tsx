/** One account in five tabs, under what is always in sight: how it is, how long, what happens next. */
import { Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import type { AccountView } from '../../preload/contract';
import { useCountText } from '../accounts/Countdown';
import { useStatus } from '../accounts/useStatus';
import { useWords } from '../messages/words';
import { cell, useCell } from '../state/cell';
import { PracticeMark } from '../ui/PracticeMark';
import { StatusWord } from '../ui/StatusWord';
import { AccountFacts } from './AccountFacts';
import { AccountNote } from './AccountNote';
import { ClaimsTab } from './ClaimsTab';
import { ExchangeTab } from './ExchangeTab';
import { HistoryTab } from './HistoryTab';
import { NextStep } from './NextStep';
import { ReplyTab } from './ReplyTab';
import { TimeLine } from './TimeLine';
import styles from './AccountDetails.module.css';

const TABS = ['overview', 'claims', 'history', 'reply', 'exchange'] as const;
type Tab = (typeof TABS)[number];

/** Stays when another account is chosen, and when the pane becomes a dialog. */
const chosen = cell<Tab>('overview');

const panels: Readonly<Record<Tab, ComponentType<{ readonly account: AccountView }>>> = {
  overview: AccountFacts,
  claims: ClaimsTab,
  history: HistoryTab,
  reply: ReplyTab,
  exchange: ExchangeTab,
};

export function AccountDetails({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  const tab = useCell(chosen, (now) => now);
  const Panel = panels[tab];
  return (
    <>
      <Summary account={account} />
      <AccountNote account={account} />
      <Tabs
        value={tab}
        onChange={(next) => chosen.set(TABS.find((each) => each === next) ?? 'overview')}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('panel.tabs')} className={styles.tabs}>
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each} className={styles.tab}>
              {t(`panel.tab.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={styles.panel}>
          <Panel key={account.id} account={account} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Summary({ account }: { readonly account: AccountView }) {
  const count = useCountText(account);
  const status = useStatus(account);
  return (
    <div className={styles.summary}>
      <div className={styles.line}>
        <StatusWord status={status} />
        <span className={styles.count}>{count}</span>
        {account.practice && <PracticeMark />}
      </div>
      <TimeLine account={account} status={status} />
      <NextStep account={account} status={status} />
    </div>
  );
}
