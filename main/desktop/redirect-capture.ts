/**
 * Catches the redirect to the callback before it is requested: no DNS query, no page from the callback's host.
 *
 * Which event sees what (Electron 25 to 45, kept by the contract suite in e2e/):
 * - `will-redirect`: HTTP redirects of loads, clicks and form posts, before the target is requested; sub-frames too.
 * - `will-navigate`: script, meta and form navigations of the main frame; not loadURL, not redirects.
 * - `setWindowOpenHandler`: pop-ups straight to the callback. `did-create-window`: pop-ups that get there later.
 * - `did-navigate-in-page`: a callback that differs from the shown page in its fragment only.
 * - `webRequest.onBeforeRequest`: the only place where a form_post body is seen; the backstop for everything over http.
 */
import type { BrowserWindow, OnBeforeRequestListenerDetails, Session, WebContents } from 'electron';

/** A redirect to the callback: its whole URL with query and fragment, and the body where it was posted. */
export interface CapturedCallback {
  readonly url: string;
  /** application/x-www-form-urlencoded (OAuth 2.0 Form Post Response Mode); empty where nothing was posted. */
  readonly formBody: string;
}

/** A form_post body is a code, a state and an id token at most; a larger one is no answer, wherever it arrives. */
export const MAX_FORM_BYTES = 64 * 1024;

export interface RedirectCapture {
  /** Watches a window, and every pop-up that comes from it. */
  watch(window: BrowserWindow): void;
  /** Asked by the pop-up policy first: true when the pop-up was the callback and has been caught. */
  catches(url: string): boolean;
  /** Ends all watching. For when the windows are gone: until then the callback stays out of reach, caught or not. */
  stop(): void;
}

/**
 * @param session of the sign-in windows; its one onBeforeRequest listener is used
 * @param matches whether a URL is the callback
 * @param captured called once, with the first match
 */
export function captureRedirect(
  session: Session,
  matches: (url: string) => boolean,
  captured: (callback: CapturedCallback) => void,
): RedirectCapture {
  let done = false;

  const take = (callback: CapturedCallback): void => {
    if (done) return;
    done = true;
    captured(callback);
  };

  /** A match without parameters may be a form post on its way: its body is seen by onBeforeRequest a moment later. */
  const waitsForBody = (url: string): boolean =>
    /^https?:/.test(url) && !/[?#&](code|error|state|error_code|auth_code|access_token)=/.test(url);

  const onNavigation = (event: { preventDefault(): void }, url: string): void => {
    if (!matches(url) || (!done && waitsForBody(url))) return;
    event.preventDefault();
    take({ url, formBody: '' });
  };

  session.webRequest.onBeforeRequest((details, decide) => {
    if (!matches(details.url)) return decide({});
    // SECURITY: nothing ever goes to the callback, not from a sub-frame or an image either; only a main frame counts as an answer.
    if (details.resourceType === 'mainFrame') take({ url: details.url, formBody: bodyOf(details) });
    decide({ cancel: true });
  });

  const watch = (window: BrowserWindow): void => {
    const contents: WebContents = window.webContents;
    contents.on('will-redirect', (event, url, _inPlace, isMainFrame) => {
      if (isMainFrame) onNavigation(event, url);
    });
    contents.on('will-navigate', onNavigation);
    contents.on('did-start-navigation', (_event, url, inPlace, isMainFrame) => {
      // Not stopped here: Electron 25 crashes on that. What follows, will-navigate or onBeforeRequest, cancels it.
      if (isMainFrame && !inPlace && matches(url) && !waitsForBody(url)) take({ url, formBody: '' });
    });
    contents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
      if (isMainFrame && matches(url)) take({ url, formBody: '' });
    });
    contents.on('did-create-window', watch);
  };

  return {
    watch,
    catches(url) {
      if (!matches(url)) return false;
      take({ url, formBody: '' });
      return true;
    },
    stop() {
      done = true;
      session.webRequest.onBeforeRequest(null);
    },
  };
}

function bodyOf(details: OnBeforeRequestListenerDetails): string {
  if (details.method !== 'POST') return '';
  const parts = (details.uploadData ?? []).map(({ bytes }) => bytes);
  const body = Buffer.concat(parts.filter((bytes) => bytes !== undefined));
  return body.length > MAX_FORM_BYTES ? '' : body.toString('utf8');
}
