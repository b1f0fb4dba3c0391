/** "Sign in in…": the places to sign in, behind one button. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { SignInPlaceView } from '../../preload/contract';
import { useWords } from '../messages/words';

export interface PlaceMenuProps {
  readonly places: readonly SignInPlaceView[];
  readonly onChoose: (place: SignInPlaceView) => void;
  /** Beside the button it belongs to, as its other half. */
  readonly beside?: boolean;
  readonly disabled?: boolean;
}

export function PlaceMenu({ places, onChoose, beside = false, disabled = false }: PlaceMenuProps) {
  const { t } = useWords();
  return (
    <Menu>
      <Menu.Target>
        {beside ? (
          <ActionIcon
            variant="filled"
            color="brass"
            size={30}
            disabled={disabled}
            aria-label={t('place.elsewhere')}
            title={t('place.elsewhere')}
          >
            <IconChevronDown size={16} stroke={1.75} />
          </ActionIcon>
        ) : (
          <Button
            variant="subtle"
            color="gray"
            disabled={disabled}
            rightSection={<IconChevronDown size={14} stroke={1.75} />}
          >
            {t('place.elsewhere')}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('place.elsewhere')}</Menu.Label>
        {places.map((place) => (
          <Menu.Item key={place} onClick={() => onChoose(place)}>
            {t(`place.in.${place}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
