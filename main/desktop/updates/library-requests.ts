/**
 * The requests of electron-updater. Its cancellation stops waiting for a download and leaves the request open (seen in 6.8.10: `doDownload`
 * never listens to the token), so that a server goes on sending; closing the session's connections spares those in use. So each request is
 * remembered as it is made, where the library makes all of them.
 */

interface Abortable {
  abort(): void;
}

interface MakesRequests {
  createRequest: (...given: readonly unknown[]) => Abortable;
}

export interface LibraryRequests {
  /** Forgets those of before. */
  begin(): void;
  /** Ends those that were made since; one that has ended by itself does not mind. */
  abort(): void;
}

/** @param updater of the library; what makes its requests is not in its types */
export function requestsOf(updater: object): LibraryRequests {
  const made: Abortable[] = [];
  const executor: unknown = Reflect.get(updater, 'httpExecutor');
  if (makesRequests(executor)) {
    const create = executor.createRequest.bind(executor);
    executor.createRequest = (...given) => {
      const request = create(...given);
      made.push(request);
      return request;
    };
  }
  return {
    begin: () => void made.splice(0),
    abort: () => made.splice(0).forEach((request) => request.abort()),
  };
}

function makesRequests(it: unknown): it is MakesRequests {
  return typeof it === 'object' && it !== null && 'createRequest' in it && typeof it.createRequest === 'function';
}
