/** The timer that services are handed. */

/** Runs a task after so many milliseconds; the result calls it off. */
export function later(task: () => void, ms: number): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}
