/** A menu within a menu: it opens under a resting pointer, by its arrow key, and by a press, which a finger has nothing else for. */
import { Menu, type MenuSubProps } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import styles from './SubMenu.module.css';

/** Never over the item that opens it where there is room beside or below: the pointer would be over another one. */
const beside = {
  flip: { fallbackPlacements: ['right-start', 'bottom-end', 'top-end'] },
  shift: { crossAxis: true, padding: 8 },
} satisfies MenuSubProps['middlewares'];

/** Milliseconds for which a press holds it open: the pointer is still on its way into it. */
const HELD_MS = 1000;

export interface SubMenuProps {
  readonly title: string;
  readonly disabled: boolean;
  readonly children: ReactNode;
}

export function SubMenu({ title, disabled, children }: SubMenuProps) {
  const [opened, setOpened] = useState(false);
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  const letGo = (): void => void (pressedAt.current = Number.NEGATIVE_INFINITY);
  return (
    // Fixed: the menu around it scrolls, and would cut it off.
    <Menu.Sub
      opened={opened}
      onChange={(next) => {
        if (next || performance.now() - pressedAt.current > HELD_MS) setOpened(next);
      }}
      position="left-start"
      floatingStrategy="fixed"
      middlewares={beside}
    >
      <Menu.Sub.Target>
        <Menu.Sub.Item
          disabled={disabled}
          onKeyDown={letGo}
          onClick={() => {
            pressedAt.current = performance.now();
            setOpened(true);
          }}
        >
          {title}
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown onKeyDownCapture={letGo} className={styles.dropdown}>
        {children}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
