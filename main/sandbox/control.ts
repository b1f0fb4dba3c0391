/**
 * The bench's own address, for programs that test how they handle faults: `/control`, `/control/faults`, `/control/tokens`.
 *
 * SECURITY: only for whoever holds the secret of this run, and never for a page in a browser, whose requests carry an Origin.
 */
import { API_FAULTS, isBenchFault, TOKEN_FAULTS } from './bench';
import { plainReply, type Reply, type SandboxRequest } from './exchange';
import { sameSecret } from './secrets';
import type { World } from './world';

export const CONTROL_PATHS = { state: '/control', faults: '/control/faults', tokens: '/control/tokens' } as const;

export function answerControl(request: SandboxRequest, world: World): Reply {
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  // SECURITY: without a secret there is no control; with one, its holder only.
  if (world.controlSecret === null || request.headers.origin !== undefined || !sameSecret(given, world.controlSecret))
    return plainReply(403, 'The bench is controlled by the holder of its secret only.');
  switch (request.path) {
    case CONTROL_PATHS.faults:
      return request.method === 'DELETE' ? clearFaults(world) : setFault(request, world);
    case CONTROL_PATHS.tokens:
      return endTokens(request, world);
    default:
      return state(world);
  }
}

function setFault({ form }: SandboxRequest, world: World): Reply {
  const fault = form.get('fault') ?? '';
  const place = form.get('at') ?? 'token';
  const until = form.get('until') ?? 'next';
  if ((place !== 'token' && place !== 'api') || (until !== 'next' && until !== 'off') || !isBenchFault(place, fault)) {
    return plainReply(
      400,
      `fault: ${TOKEN_FAULTS.join(' ')} (at=api: ${API_FAULTS.join(' ')}); at: token api; until: next off`,
    );
  }
  world.bench.set({ place, fault, until });
  return state(world);
}

function clearFaults(world: World): Reply {
  world.bench.clear();
  return state(world);
}

function endTokens({ form }: SandboxRequest, world: World): Reply {
  const end = form.get('end') ?? '';
  if (!isEnding(end)) return plainReply(400, `end: ${ENDINGS.join(' ')}`);
  return json({ ended: endTokensNow(world.grants, end) });
}

const ENDINGS = ['expire_access', 'expire_refresh', 'kill_refresh'] as const;
export type Ending = (typeof ENDINGS)[number];

function isEnding(text: string): text is Ending {
  return (ENDINGS as readonly string[]).includes(text);
}

/** Returns how many tokens it met. */
export function endTokensNow(grants: World['grants'], end: Ending): number {
  switch (end) {
    case 'expire_access':
      return grants.expireAll('access');
    case 'expire_refresh':
      return grants.expireAll('refresh');
    case 'kill_refresh':
      return grants.killAll('refresh');
  }
}

function state(world: World): Reply {
  return json({ faults: world.bench.settings });
}

function json(value: unknown): Reply {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: `${JSON.stringify(value)}\n`,
    outcome: { kind: 'answered', detail: 'control' },
  };
}
