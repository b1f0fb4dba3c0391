/** After a form was refused, the keyboard goes to the first field that is wrong, and the page shows it with its sentence. */
import { type RefObject, useEffect } from 'react';
import type { ErrorView } from '../../preload/contract';

/** @param error the refusal; each new one moves the focus once */
export function useFocusWrong(form: RefObject<HTMLFormElement | null>, error: ErrorView | null): void {
  useEffect(() => {
    const wrong = error === null ? null : form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    wrong?.focus({ preventScroll: true });
    // In the middle: at the edge the dialog's buttons would stand over the sentence.
    wrong?.scrollIntoView({ block: 'center' });
  }, [form, error]);
}
