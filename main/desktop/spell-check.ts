/** No spell-checking anywhere: Chromium would fetch its dictionaries from Google as soon as a session is made. */
import type { App } from 'electron';

/** To be called before the first session is made; `spellcheck: false` of a window only hides the red lines. */
export function fetchNoDictionaries(app: App): void {
  // SECURITY: Latchkey speaks to the providers and to nobody else. Without a language there is no dictionary to fetch.
  app.on('session-created', (session) => session.setSpellCheckerLanguages([]));
}
