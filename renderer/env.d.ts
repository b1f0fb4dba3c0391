/** What stands outside the modules: the bridge that preload puts on the window. */
import type { LatchkeyApi } from '../preload/contract';

declare global {
  interface Window {
    readonly latchkey: LatchkeyApi;
  }
}
