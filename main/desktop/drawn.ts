/**
 * When the window shows that Latchkey waits for the keyring. A keyring that is asked synchronously holds up the main process: what is to
 * be seen meanwhile must have been drawn on the screen before. From then on the window draws by itself.
 */

/** What is used of a window. */
export interface DrawingWindow {
  isVisible(): boolean;
  readonly webContents: { executeJavaScript(code: string): Promise<unknown> };
}

/** A window that cannot draw must not keep its user from the accounts, milliseconds. */
const PATIENCE_MS = 5000;

/**
 * In the second frame from now the first one has been drawn. What the words of waiting stand in is marked; a page without them is looked at
 * no longer than anybody waits.
 */
const TWO_FRAMES = `new Promise((drawn) => {
  const end = performance.now() + ${PATIENCE_MS};
  const look = () =>
    document.querySelector('[data-waiting]') === null && performance.now() < end
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => requestAnimationFrame(() => drawn(null)));
  look();
})`;

/**
 * Resolves when the words of waiting are on the screen, or after a while. A window that is hidden has nobody who looks at it.
 * @param window the window of now
 * @param placed resolves when it has been shown, or is known to stay hidden
 * @param later runs a task after so many milliseconds; the result calls it off
 */
export function waitingDrawn(
  window: () => DrawingWindow | null,
  placed: Promise<void>,
  later: (task: () => void, ms: number) => () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const callOff = later(resolve, PATIENCE_MS);
    const look = async (): Promise<void> => {
      await placed;
      const now = window();
      if (now?.isVisible()) await now.webContents.executeJavaScript(TWO_FRAMES);
    };
    const go = (): void => {
      callOff();
      resolve();
    };
    // A page that went away draws nothing any more.
    look().then(go, go);
  });
}
