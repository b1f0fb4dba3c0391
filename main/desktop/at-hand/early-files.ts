/** Files that macOS opens Latchkey with: told before the app is ready, and only once, so that they are kept until somebody asks. */
import type { App } from 'electron';

/**
 * Listens from now on. The result gives the files that came, and listens no more.
 * @param app before it is ready
 */
export function earlyFiles(app: Pick<App, 'on' | 'off'>): () => readonly string[] {
  const files: string[] = [];
  const keep = (event: { preventDefault(): void }, file: string): void => {
    event.preventDefault();
    files.push(file);
  };
  app.on('open-file', keep);
  return () => {
    app.off('open-file', keep);
    return files;
  };
}
