/**
 * A button with an icon and a menu. Until the menu is first wanted there is the button alone: the machinery of a menu in each row of a list
 * would cost more than all that the list shows.
 */
import { Menu } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { IconButton } from './IconButton';

export interface MenuButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** What is in the menu: a component of its own, so that it is drawn only while the menu is open. */
  readonly children: ReactNode;
  readonly tabIndex?: number;
  /** False where what was chosen takes the focus itself. */
  readonly returnFocus?: boolean;
}

export function MenuButton({ label, icon, children, tabIndex = 0, returnFocus = true }: MenuButtonProps) {
  const [wanted, setWanted] = useState(false);
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const look = { 'aria-label': label, title: label, tabIndex, children: icon };
  if (wanted) {
    return (
      <Menu opened={opened} returnFocus={returnFocus} onChange={setOpened}>
        <Menu.Target>
          <IconButton ref={button} {...look} />
        </Menu.Target>
        <Menu.Dropdown>{children}</Menu.Dropdown>
      </Menu>
    );
  }
  return (
    <IconButton
      ref={button}
      {...look}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => {
        flushSync(() => setWanted(true));
        // It is another element now, and the one that the menu gives the focus back to.
        button.current?.focus({ preventScroll: true });
        setOpened(true);
      }}
    />
  );
}
