/** The frame of every dialog: a labelled one, closed by Esc and by its button, as narrow as its content wants. */
import { Modal } from '@mantine/core';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { fade } from '../look/theme';
import { useWords } from '../messages/words';
import styles from './Dialog.module.css';
import { useFocusBack } from './focusBack';

/** True for dialogs that another one lies above: the keyboard is not theirs until it is gone. */
export const Covered = createContext(false);

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `screen`: as wide as what has a list beside its content. `broad`: two columns side by side, where the window has the room. */
  readonly wide?: boolean | 'screen' | 'broad';
  /** A click beside it closes it; not where something typed or under way would be lost. */
  readonly light?: boolean;
  /** So much stands in it, as in wide ones, that screen readers must not read all of it out before anybody can do anything. */
  readonly long?: boolean;
}

export function Dialog({ title, onClose, children, wide = false, light = false, long = false }: DialogProps) {
  const { t } = useWords();
  const covered = useContext(Covered);
  // Modal.Body makes all of it the description of the dialog. A dialog stays as it began: another element would begin its content anew.
  const [described] = useState(!long && wide === false);
  useFocusBack();
  return (
    <Modal.Root
      opened
      onClose={onClose}
      closeOnClickOutside={light}
      closeOnEscape={!covered}
      trapFocus={!covered}
      size={wide === 'broad' ? 960 : wide === 'screen' ? 800 : wide ? 600 : 440}
      transitionProps={fade}
      // The page never scrolls, its panes do. SECURITY: locking would insert a style element without our nonce.
      lockScroll={false}
      classNames={{ inner: styles.inner, content: styles.content, header: styles.header, body: styles.body }}
    >
      <Modal.Overlay className={styles.veil} />
      <Modal.Content>
        <Modal.Header>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('dialog.close')} size={24} />
        </Modal.Header>
        {described ? <Modal.Body>{children}</Modal.Body> : <div className={styles.body}>{children}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}

/** The buttons of a dialog: what leads away on the left, what goes on at the right. */
export function DialogActions({ aside, children }: { readonly aside?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles.actions}>
      <div className={styles.aside}>{aside}</div>
      <div className={styles.ahead}>{children}</div>
    </div>
  );
}
