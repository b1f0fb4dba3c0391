/** Tells the page how high a corner is, so that dialogs of a narrow window end above it and no toast lies over their buttons. */
import { type RefObject, useEffect } from 'react';

export function useKeepFree(corner: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = corner.current;
    if (element === null) return;
    const { style } = document.documentElement;
    const watching = new ResizeObserver(() => style.setProperty('--toasts-height', `${element.offsetHeight}px`));
    watching.observe(element);
    return () => {
      watching.disconnect();
      style.removeProperty('--toasts-height');
    };
  }, [corner]);
}
