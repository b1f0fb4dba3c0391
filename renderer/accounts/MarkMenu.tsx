/** Marks of an account in its menu: favourite, a note, a colour. */
import { Menu } from '@mantine/core';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { markAccount } from '../state/commands';
import { changeDesk } from '../state/desk';
import { SubMenu } from '../ui/SubMenu';
import { markColours } from './listing';
import styles from './MarkMenu.module.css';

export function MarkMenu({ account: { id, marks, access } }: { readonly account: AccountView }) {
  const { t } = useWords();
  const locked = access === null;
  return (
    <>
      <Menu.Item disabled={locked} onClick={() => void markAccount({ accountId: id, favourite: !marks.favourite })}>
        {marks.favourite ? t('marks.favouriteOff') : t('marks.favouriteOn')}
      </Menu.Item>
      <Menu.Item disabled={locked} onClick={() => changeDesk({ accountId: id, detailsOpen: true, notingId: id })}>
        {t('marks.writeNote')}
      </Menu.Item>
      <SubMenu title={t('marks.colours')} disabled={locked}>
        <Menu.RadioGroup
          value={marks.colour ?? 'none'}
          onChange={(next) =>
            void markAccount({ accountId: id, colour: markColours.find((colour) => colour === next) ?? null })
          }
        >
          <Menu.RadioItem value="none">{t('marks.noColour')}</Menu.RadioItem>
          {markColours.map((colour) => (
            <Menu.RadioItem
              key={colour}
              value={colour}
              rightSection={<span data-mark-colour={colour} className={styles.swatch} />}
            >
              {t(`marks.colour.${colour}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </SubMenu>
    </>
  );
}
