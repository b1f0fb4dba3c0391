/**
 * Chromium does all networking in a process of its own. It can crash, and a system short of memory may end it; Chromium begins another one,
 * but what was made on the first stays deaf.
 */
import type { App } from 'electron';

/** @param then called each time it has gone; what was under way has failed by then or will */
export function networkProcessGone(app: Pick<App, 'on'>, then: () => void): void {
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName === 'network.mojom.NetworkService') then();
  });
}
