/**
 * What stands in the window until it knows anything: nothing at first, and soon that the keyring is waited for, which is all that a start
 * can wait for. Plain DOM, so that it is drawn before the rest of the page has begun; the first screen takes its place.
 */
import type { Words } from '../messages/words';
import screen from './KeyringScreen.module.css';
import styles from './WaitingScreen.module.css';

export function firstFrame({ t }: Words): HTMLElement {
  const frame = document.createElement('main');
  frame.className = screen['screen'] ?? '';
  frame.ariaBusy = 'true';
  frame.dataset['waiting'] = '';
  const words = document.createElement('div');
  words.className = `${screen['content']} ${styles['words']}`;
  words.append(
    said('h1', t('waiting.heading'), screen['heading']),
    said('p', t('waiting.what')),
    said('p', t('waiting.then')),
  );
  frame.append(words);
  return frame;
}

function said(tag: 'h1' | 'p', text: string, className = ''): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}
