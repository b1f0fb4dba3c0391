/** A cell holds one value that may change and tells who listens. All state of the window lives in a few of them. */
import { useRef, useSyncExternalStore } from 'react';

export interface Cell<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function cell<T>(initial: T): Cell<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The part of a cell that a component shows; it renders again only when that part is another. `select` may build a new list, which is
 * kept while the cell's value is the same.
 */
export function useCell<T, S>(source: Cell<T>, select: (value: T) => S): S {
  const last = useRef<{ value: T; select: (value: T) => S; part: S } | null>(null);
  return useSyncExternalStore(source.subscribe, () => {
    const value = source.get();
    if (last.current === null || last.current.value !== value || last.current.select !== select) {
      last.current = { value, select, part: select(value) };
    }
    return last.current.part;
  });
}
