/** What the handlers of both dialects share. Built once, by sandbox.ts. */
import type { Bench } from './bench';
import type { GrantStore } from './grants';
import type { Ledger } from './ledger';
import type { Dialect, SandboxClient } from './practice';
import type { SandboxSettings } from './settings';
import type { Traffic } from './traffic';

export interface World {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly settings: () => SandboxSettings;
  /** `http://127.0.0.1:<port>`, known once the server listens. */
  readonly origin: () => string;
  readonly clients: readonly SandboxClient[];
  readonly grants: GrantStore;
  readonly ledger: Ledger;
  readonly bench: Bench;
  readonly traffic: Traffic;
  /** What opens the bench's own address; null closes it. */
  readonly controlSecret: string | null;
}

export function findClient(world: World, dialect: Dialect, clientId: string | undefined): SandboxClient | null {
  return world.clients.find((client) => client.dialect === dialect && client.clientId === clientId) ?? null;
}
