/** Start order of the window: the look, the words, a first frame, the view, then the first screen in one go. */
import './look/mantine.css';
import './look/tokens.css';
import './look/base.css';
import './look/forced.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { resolveLocale } from './messages/locale';
import { loadMessages, speak, words } from './messages/words';
import { App } from './shell/App';
import { firstFrame } from './shell/first-frame';
import { watchClipboard } from './state/commands';
import { loaded, openView } from './state/view';

async function start(): Promise<void> {
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset['mantineColorScheme'] = dark ? 'dark' : 'light';
  await loadMessages(resolveLocale('system', navigator.language));
  const root = document.getElementById('root');
  root?.append(firstFrame(words.get()));
  watchClipboard();
  await openView();
  const now = loaded.get();
  if (now.state === 'ready') await speak(resolveLocale(now.view.settings.locale, now.view.runtime.systemLocale));

  // Hidden from scripts as an attribute, still there as a property.
  const styleNonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.nonce ?? '';
  if (root !== null) {
    createRoot(root).render(
      <StrictMode>
        <App styleNonce={styleNonce} />
      </StrictMode>,
    );
  }
}

void start();
