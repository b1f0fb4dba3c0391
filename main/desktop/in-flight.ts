/**
 * Which requests are on their way to which host, and whose they are. Electron asks for a client certificate without saying for which
 * request; this tells.
 */

export interface FlyingRequest {
  readonly owner: string | null;
  /** A certificate was chosen for it, or refused: its session remembers that. */
  asked: boolean;
}

export interface InFlight {
  begin(host: string, owner: string | null): FlyingRequest;
  end(host: string, request: FlyingRequest): void;
  /** Whose requests to this host are on their way: one client, or null where it is none or several. Marks them as asked. */
  ownerAt(host: string): string | null;
}

export function inFlight(): InFlight {
  const flying = new Map<string, Set<FlyingRequest>>();
  return {
    begin(host, owner) {
      const request: FlyingRequest = { owner, asked: false };
      flying.set(host, (flying.get(host) ?? new Set()).add(request));
      return request;
    },
    end(host, request) {
      const there = flying.get(host);
      there?.delete(request);
      if (there?.size === 0) flying.delete(host);
    },
    ownerAt(host) {
      const there = [...(flying.get(host) ?? [])];
      for (const request of there) request.asked = true;
      const owners = new Set(there.map(({ owner }) => owner));
      return owners.size === 1 ? (there[0]?.owner ?? null) : null;
    },
  };
}
