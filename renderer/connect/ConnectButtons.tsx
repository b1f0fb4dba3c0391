/** The four ways to a token, always within reach. In the side pane a list; in a narrow window a row with short captions. */
import { IconFlask, IconKey, IconPlus, IconUsers } from '@tabler/icons-react';
import { useWords } from '../messages/words';
import { openDialog } from '../state/dialogs';
import styles from './ConnectButtons.module.css';
import { connectProvider } from './connecting';
import { openSandbox } from './openSandbox';

export type Way = 'sinaapp' | 'kaixin001' | 'other' | 'sandbox';

export const ways: readonly { readonly way: Way; readonly Icon: typeof IconKey; readonly go: () => void }[] = [
  { way: 'sinaapp', Icon: IconKey, go: () => connectProvider('sinaapp') },
  { way: 'kaixin001', Icon: IconUsers, go: () => connectProvider('kaixin001') },
  { way: 'other', Icon: IconPlus, go: () => openDialog({ kind: 'other_providers' }) },
  { way: 'sandbox', Icon: IconFlask, go: () => void openSandbox() },
];

export function ConnectButtons() {
  const { t } = useWords();
  return (
    <div className={styles.buttons}>
      {ways.map(({ way, Icon, go }) => (
        <button key={way} type="button" aria-label={t(`connect.${way}`)} className={styles.button} onClick={go}>
          <Icon size={16} stroke={1.5} aria-hidden />
          <span className={styles.long}>{t(`connect.${way}`)}</span>
          <span className={styles.short}>{t(`connect.short.${way}`)}</span>
        </button>
      ))}
    </div>
  );
}
