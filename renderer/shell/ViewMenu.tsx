/** How the list stands: its order and its groups. Kept with the settings. */
import { Menu } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import type { ListGroup, ListSort } from '../../preload/contract';
import { useWords } from '../messages/words';
import { changeSettings } from '../state/commands';
import { useView } from '../state/view';
import { MenuButton } from '../ui/MenuButton';

const sorts: readonly ListSort[] = ['label', 'expiry'];
const groups: readonly ListGroup[] = ['none', 'provider', 'client'];

export function ViewMenu() {
  const { t } = useWords();
  const sort = useView((view) => view.settings.listSort);
  const group = useView((view) => view.settings.listGroup);
  return (
    <MenuButton label={t('list.arrange')} icon={<IconAdjustmentsHorizontal size={18} stroke={1.5} />}>
      <Menu.Label>{t('list.sort')}</Menu.Label>
      <Menu.RadioGroup value={sort} onChange={(next) => change({ listSort: sorts.find((each) => each === next) })}>
        {sorts.map((each) => (
          <Menu.RadioItem key={each} value={each}>
            {t(`list.sortBy.${each}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      <Menu.Label>{t('list.group')}</Menu.Label>
      <Menu.RadioGroup value={group} onChange={(next) => change({ listGroup: groups.find((each) => each === next) })}>
        {groups.map((each) => (
          <Menu.RadioItem key={each} value={each}>
            {t(`list.groupBy.${each}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </MenuButton>
  );
}

function change(part: { readonly listSort?: ListSort | undefined; readonly listGroup?: ListGroup | undefined }): void {
  void changeSettings(part);
}
