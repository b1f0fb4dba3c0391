/** What main says of a file while it is typed: its problems, and what would be sent. The last preview stays in sight until there is another. */
import { useEffect, useState } from 'react';
import type { FileProblemView, RequestPreviewView } from '../../preload/contract';
import { type FileContent, fileText } from './fileDraft';

/** Milliseconds without a key before main is asked. */
const REST_MS = 150;

export interface Checked {
  readonly problems: readonly FileProblemView[];
  readonly preview: RequestPreviewView | null;
  /** The preview is of an earlier state, for the present one has a problem. */
  readonly isStale: boolean;
}

export function useChecked(file: FileContent, replaces: string | null, grant: string | null): Checked {
  const [checked, setChecked] = useState<Checked>({ problems: [], preview: null, isStale: false });
  const text = fileText(file);
  useEffect(() => {
    let wanted = true;
    const check = async (): Promise<void> => {
      const answer = await window.latchkey.checkProvider({ file: text, replaces, grant });
      if (!wanted || !answer.ok) return;
      const { problems, preview } = answer.value;
      setChecked((before) => ({
        problems,
        preview: preview ?? before.preview,
        isStale: preview === null && before.preview !== null,
      }));
    };
    const timer = setTimeout(() => void check(), REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text, replaces, grant]);
  return checked;
}
