/**
 * What main says there is. Asked for once when the window opens, then kept current by the patches that main sends. Windows show it and
 * ask for changes; they never change it themselves.
 */
import type { AppView, ErrorView, ViewPatch } from '../../preload/contract';
import { cell, useCell } from './cell';
import { applyPatch } from './patch';

export type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: ErrorView }
  | { readonly state: 'ready'; readonly view: AppView };

export const loaded = cell<Loaded>({ state: 'loading' });

/** Subscribes first and asks then, so that nothing between the two is missed. */
export async function openView(): Promise<void> {
  const early: ViewPatch[] = [];
  window.latchkey.on('changed', (text) => {
    const patch = JSON.parse(text) as ViewPatch;
    const now = loaded.get();
    if (now.state === 'ready') loaded.set({ state: 'ready', view: applyPatch(now.view, patch) });
    else early.push(patch);
  });
  await askForView(early);
}

export async function askForView(early: readonly ViewPatch[] = []): Promise<void> {
  const answer = await window.latchkey.getView();
  loaded.set(
    answer.ok
      ? { state: 'ready', view: early.reduce(applyPatch, answer.value) }
      : { state: 'failed', error: answer.error },
  );
}

/** The view, where there surely is one: after the first screen was drawn. */
export function currentView(): AppView {
  const now = loaded.get();
  if (now.state !== 'ready') throw new Error('there is no view yet');
  return now.view;
}

/** Resolves when main has told of every account: at once, but for the first moments with very many. */
export async function whenAllAreThere(): Promise<void> {
  const areThere = (): boolean => currentView().opening === null;
  if (areThere()) return;
  await new Promise<void>((resolve) => {
    const end = loaded.subscribe(() => {
      if (!areThere()) return;
      end();
      resolve();
    });
  });
}

/** A part of the view. `select` must be stable or return what is already in the view. */
export function useView<S>(select: (view: AppView) => S): S {
  return useCell(loaded, (now) => {
    if (now.state !== 'ready') throw new Error('there is no view yet');
    return select(now.view);
  });
}
