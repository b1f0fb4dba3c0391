/** What leads away from the client form: registering a client instead of typing one in, or removing the one that is there. */
import { Button } from '@mantine/core';
import type { ClientView, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';

export interface ClientFormAsideProps {
  readonly provider: ProviderView;
  readonly client: ClientView | null;
  readonly remove: (deregister: boolean) => void;
  readonly register: () => void;
}

export function ClientFormAside({ provider, client, remove, register }: ClientFormAsideProps) {
  const { t } = useWords();
  if (client === null) {
    return provider.registers ? (
      <Button variant="subtle" color="gray" onClick={register}>
        {t('register.instead')}
      </Button>
    ) : null;
  }
  if (client.accounts > 0) return null;
  const atServer = client.registration?.removable === true;
  return (
    <>
      {atServer && (
        <Button variant="subtle" color="gray" onClick={() => remove(true)}>
          {t('register.removeBoth')}
        </Button>
      )}
      <Button variant="subtle" color="gray" onClick={() => remove(false)}>
        {t(atServer ? 'register.removeHere' : 'form.remove')}
      </Button>
    </>
  );
}
