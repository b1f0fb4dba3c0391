/** What the keys that take a removal back are called on this platform. */
import { currentView } from '../state/view';

export function undoKey(): string {
  return currentView().runtime.platform === 'darwin' ? '⌘Z' : 'Ctrl+Z';
}
