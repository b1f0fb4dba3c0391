/** The lines under an account that needs attention: what happened, what it means for the token, what to do, and one button. */
import { Button } from '@mantine/core';
import type { AccountView, Status } from '../../preload/contract';
import { connectAgain } from '../connect/connecting';
import { IdTokenWords } from '../details/IdTokenFacts';
import { useWords, type Words } from '../messages/words';
import { keyNameOf } from '../protection/key-name';
import { useNow } from '../state/clock';
import { readAgain, refreshAccount, retryKeyring } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { leftUntil } from '../time/duration';
import { shortMomentUntil } from '../time/moment';
import { RawError } from '../ui/RawError';
import { ApartNote } from './ApartNote';
import { countdown } from './count';
import { countUntil } from './Countdown';
import { KeptReply } from './KeptReply';
import { type Remedy, remedies } from './remedy';
import styles from './AccountNotes.module.css';

export interface AccountNotesProps {
  readonly account: AccountView;
  readonly status: Status;
  /** Buttons of the current row are tab stops. */
  readonly current: boolean;
}

/** Clocks this far apart are worth a line in the list; what is less stands in the details. */
export const ROW_CLOCK_MS = 60_000;

export function AccountNotes({ account, status, current }: AccountNotesProps) {
  const { t, howLong, when } = useWords();
  const { scope, unsaved, clockOffset, after } = account;
  const { revoked } = after;
  const revokedText = useNow(
    (now) =>
      revoked === null || revoked.accessToken ? '' : t('after.revoked.refreshOnly', { when: when(revoked.at, now) }),
    (now) => revokedUntil(account, now),
  );
  return (
    <>
      {account.idToken?.check.kind === 'failed' && (
        <p className={styles.unsaved}>
          <IdTokenWords check={account.idToken.check} />
        </p>
      )}
      {unsaved && <p className={styles.unsaved}>{t('account.unsaved')}</p>}
      {after.meantFor !== null && <ApartNote account={account} tabIndex={current ? 0 : -1} />}
      {revokedText !== '' && <p className={styles.missing}>{revokedText}</p>}
      {clockOffset !== null && Math.abs(clockOffset) > ROW_CLOCK_MS && (
        <p className={styles.missing}>{t('account.clockApart', { apart: howLong(Math.abs(clockOffset)) })}</p>
      )}
      {scope.missing.length > 0 && (
        <p className={styles.missing}>
          {t('account.missing', { asked: (scope.asked ?? []).join(' '), missing: scope.missing.join(' ') })}
        </p>
      )}
      <AccountProblem account={account} status={status} current={current} />
    </>
  );
}

/** What is wrong, what it means for the token, what to do; nothing where nothing is. */
export function AccountProblem({ account, status, current }: AccountNotesProps) {
  const words = useWords();
  const { t } = words;
  const meaning = useNow(
    (now) => meaningFor(account, status, now, words),
    (now) => countUntil(account, now),
  );
  const retryIn = useNow(
    (now) => retryText(account, now, words),
    (now) => leftUntil(account.problem?.retryAt ?? 0, now),
  );
  const offered = remedies(account, status);
  const revokedText = useNow(
    (now) => revocationText(account, now, words),
    (now) => revokedUntil(account, now),
  );
  const clockText = clockHint(account, words);
  const { problem } = account;
  // A Chinese full stop has its own room after it.
  const between = words.locale === 'en' ? ' ' : '';
  if (problem === null && offered.length === 0 && status !== 'locked') return null;
  const what =
    revokedText !== ''
      ? revokedText
      : status === 'locked'
        ? lockWords(account, words).what
        : status === 'uncertain'
          ? t('problem.uncertain')
          : problem === null
            ? t('problem.over')
            : t(`error.${problem.code}.what`);
  const todo =
    revokedText !== ''
      ? ''
      : status === 'locked'
        ? lockWords(account, words).todo
        : status === 'uncertain'
          ? t('problem.onceMoreHint')
          : problem === null
            ? ''
            : account.renewal === 'same_grant' && problem.code === 'grant_refused'
              ? t('grants.refusedTodo')
              : offered.includes('connect_again') && problem.code === 'request_refused' && problem.detail === null
                ? t('problem.wordlessHint')
                : t(`error.${problem.code}.todo`);
  return (
    <div data-status={status} className={styles.problem}>
      <div className={styles.words}>
        <span className={styles.what}>{what}</span>
        {between}
        {words.sentences(revokedText === '' ? meaning : '', todo, retryIn, clockText)}
        {between}
        {problem !== null && <RawError error={problem} tabIndex={current ? 0 : -1} />}{' '}
        {problem?.code === 'reply_unreadable' && <KeptReply accountId={account.id} tabIndex={current ? 0 : -1} />}
      </div>
      <div className={styles.buttons}>
        {offered.map((remedy) => (
          <Button key={remedy} size="compact-xs" tabIndex={current ? 0 : -1} onClick={() => apply(remedy, account)}>
            {t(`problem.remedy.${remedy}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** By which key it is sealed, which is there now, and what to do. */
function lockWords({ lock }: AccountView, { t }: Words): { readonly what: string; readonly todo: string } {
  if (lock === null) return { what: t('problem.locked'), todo: '' };
  const { reason, sealedBy, keyNow } = lock;
  if (reason !== 'damaged' && reason !== 'newer' && sealedBy.scheme === 'passphrase-v1') {
    return { what: t('problem.lockedBy.passphrase'), todo: t('problem.lockedTodo.passphrase') };
  }
  const names = {
    sealedBy: t(`keyName.${keyNameOf(sealedBy)}`),
    keyNow: t(`keyName.${keyNow === null ? 'elsewhere' : keyNameOf(keyNow)}`),
  };
  const replaced = reason === 'key_changed' && keyNow !== null && names.keyNow !== names.sealedBy;
  return {
    what: t(`problem.lockedBy.${replaced ? 'key_replaced' : reason}`, names),
    todo: t(`problem.lockedTodo.${reason}`),
  };
}

function apply(remedy: Remedy, account: AccountView): void {
  switch (remedy) {
    case 'try_again':
      return void refreshAccount(account.id, false);
    case 'try_once_more':
      return void refreshAccount(account.id, true);
    case 'retry_keyring':
      return void retryKeyring();
    case 'read_again':
      return void readAgain(account.id);
    case 'connect_again':
      return connectAgain(account);
    case 'edit_client':
    case 'find_method':
      return openDialog({
        kind: 'client_form',
        providerId: account.providerId,
        clientId: account.clientId,
        accountId: account.id,
        probe: remedy === 'find_method',
      });
  }
}

/** What it means for the token that the account holds now. */
function meaningFor(account: AccountView, status: Status, now: number, { t, howLong }: Words): string {
  if (account.problem === null) return '';
  const count = countdown(account, status, now);
  switch (count.kind) {
    case 'left':
      return t('problem.safeFor', { left: howLong(count.ms) });
    case 'never':
      return t('problem.safeForever');
    case 'unknown':
      return t('problem.safe');
    case 'can_refresh':
      return count.ms === null ? t('problem.kept') : t('problem.refreshableFor', { left: howLong(count.ms) });
    case 'over':
      return t('problem.ended');
    case 'locked':
      return t('problem.kept');
  }
}

/** What its user had revoked needs no other reason. */
function revocationText({ after }: AccountView, now: number, { t, when }: Words): string {
  const { revoked } = after;
  if (revoked === null || !revoked.accessToken) return '';
  const moment = { when: when(revoked.at, now) };
  return revoked.refreshToken ? t('after.revoked.all', moment) : t('after.revoked.accessOnly', moment);
}

/** Until when the moment of a revocation is said the same, milliseconds since the epoch. */
function revokedUntil({ after: { revoked } }: AccountView, now: number): number {
  return revoked === null ? Infinity : shortMomentUntil(revoked.at, now);
}

/** Servers refuse what is signed by a clock too far from theirs, and say no more than that the client or the grant is wrong. */
function clockHint({ problem, clockOffset }: AccountView, { t, howLong }: Words): string {
  const refused = problem?.code === 'client_rejected' || problem?.code === 'grant_refused';
  return refused && clockOffset !== null ? t('after.clock.problem', { apart: howLong(Math.abs(clockOffset)) }) : '';
}

function retryText({ problem }: AccountView, now: number, { t, howLong }: Words): string {
  const wait = (problem?.retryAt ?? 0) - now;
  return wait > 0 ? t('problem.retryIn', { left: howLong(wait) }) : '';
}
