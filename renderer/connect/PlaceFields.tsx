/** The part of the client form about the sign-in itself: where it happens, and what becomes of its session. */
import { NativeSelect } from '@mantine/core';
import type { ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import type { ClientDraft } from './clientDraft';
import { usualPlaceOf } from './signInPlaces';

export interface PlaceFieldsProps {
  readonly provider: ProviderView;
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
}

const places = ['window', 'browser', 'paste'] as const;
const sessions = ['forget', 'keep', 'private'] as const;

export function PlaceFields({ provider, draft, change }: PlaceFieldsProps) {
  const { t } = useWords();
  const { signInPlace, session } = draft;
  const usual = usualPlaceOf(provider, draft.callbackUrl);
  return (
    <>
      <NativeSelect
        label={t('place.label')}
        description={t(`place.hint.${signInPlace ?? usual}`)}
        value={signInPlace ?? ''}
        data={[
          { value: '', label: t('place.usual', { place: t(`place.name.${usual}`) }) },
          ...places.map((place) => ({ value: place, label: t(`place.name.${place}`) })),
        ]}
        onChange={(event) =>
          change({ signInPlace: places.find((place) => place === event.currentTarget.value) ?? null })
        }
      />
      <NativeSelect
        label={t('place.session')}
        description={t(`place.sessionHint.${session}`)}
        value={session}
        data={sessions.map((kind) => ({ value: kind, label: t(`place.sessionKind.${kind}`) }))}
        onChange={(event) =>
          change({ session: sessions.find((kind) => kind === event.currentTarget.value) ?? 'forget' })
        }
      />
    </>
  );
}
