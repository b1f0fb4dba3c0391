/**
 * What would be sent for the client as its form has it, asked of main while the part is open. SECURITY: what is typed as a secret stays in
 * its field; only whether something stands there is told.
 */
import { useEffect, useState } from 'react';
import type { ErrorView, RequestInput, RequestPreviewView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { ErrorNote } from '../ui/ErrorNote';
import { RequestPreview } from '../ui/RequestPreview';
import { FoldedGroup } from './FieldGroup';

type Asked = Pick<RequestInput<'previewClient'>, 'client' | 'typedKey'>;

export interface ClientPreviewProps {
  /** Null while there is nothing to show, for example before the form is drawn. */
  readonly ask: () => Asked | null;
  /** Changes with whatever may change the answer. */
  readonly version: unknown;
}

export function ClientPreview(props: ClientPreviewProps) {
  const { t } = useWords();
  return (
    <FoldedGroup title={t('preview.title')} set={false} revealed={false}>
      <Shown {...props} />
    </FoldedGroup>
  );
}

/** Milliseconds without a key before main is asked. */
const REST_MS = 150;

function Shown({ ask, version }: ClientPreviewProps) {
  const [grant, setGrant] = useState<string | null>(null);
  const [answer, setAnswer] = useState<{
    readonly problem: ErrorView | null;
    readonly preview: RequestPreviewView | null;
  }>({ problem: null, preview: null });
  const [waits, setWaits] = useState(true);
  useEffect(() => {
    let wanted = true;
    const preview = async (): Promise<void> => {
      const asked = ask();
      setWaits(asked === null);
      if (asked === null) return;
      const got = await window.latchkey.previewClient({ ...asked, grant });
      if (!wanted) return;
      const { problem, preview: shown } = got.ok ? got.value : { problem: got.error, preview: null };
      setAnswer((before) => ({ problem, preview: shown ?? before.preview }));
    };
    const timer = setTimeout(() => void preview(), REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
    // `ask` reads the form anew each time; `version` says when.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [version, grant]);
  return (
    <>
      {!waits && answer.problem !== null && <ErrorNote error={answer.problem} />}
      <RequestPreview preview={waits ? null : answer.preview} stale={answer.problem !== null} onGrant={setGrant} />
    </>
  );
}
