/**
 * Stands in the bundle for when-exit, by which electron-store takes its unfinished files away at the end: it hears every signal of the
 * system and hands it on to the process, which ends there and then. Electron's own answer to them is an orderly end, which waits for
 * what is on its way: a refresh token may have been spent for a reply that nobody would keep.
 */
export default function atExit(task: () => void): void {
  process.once('exit', task);
}
