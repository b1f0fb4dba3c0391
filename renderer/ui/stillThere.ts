/**
 * Whether what asked is still on the screen when the answer comes. A dialog can be closed while a server is asked, and what is open by then
 * is another one, with something typed into it.
 */
import { useCallback, useEffect, useRef } from 'react';

/** @returns false once the component that called this is gone; the same function each time */
export function useStillThere(): () => boolean {
  const there = useRef(true);
  useEffect(() => {
    there.current = true;
    return () => void (there.current = false);
  }, []);
  return useCallback(() => there.current, []);
}
