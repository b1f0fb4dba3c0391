/** Every path the sandbox serves. */
import type { BenchPlace } from './bench';
import { answerControl, CONTROL_PATHS } from './control';
import type { Reply, SandboxRequest } from './exchange';
import { answerHome } from './home';
import { answerBind } from './kaixin001/bind';
import { BIND_PATH } from './kaixin001/identities';
import { answerLogo, answerMe, LOGO_PATH } from './kaixin001/me';
import { answerKaixinToken } from './kaixin001/token';
import { answerSinaappAuthorize } from './sinaapp/authorize';
import { answerSinaappToken } from './sinaapp/token';
import { answerWhoami } from './sinaapp/whoami';
import type { World } from './world';

export interface Route {
  /** `any` leaves it to the handler, which has the dialect's own words for a wrong method. */
  readonly methods: readonly string[] | 'any';
  /** A token endpoint, or the API that tokens open: where faults can meet a request. Null for pages. */
  readonly place: BenchPlace | null;
  readonly answer: (request: SandboxRequest, world: World) => Reply;
}

/** The paths a client is configured with. */
export const PATHS = {
  sinaappAuthorize: '/sinaapp/oauth2/authorize',
  sinaappToken: '/sinaapp/oauth2/access_token',
  sinaappWhoami: '/sinaapp/api/whoami',
  kaixinToken: '/kaixin001/oauth2/access_token',
  kaixinMe: '/kaixin001/users/me.json',
  kaixinBind: BIND_PATH,
} as const;

const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['/', page(['GET'], answerHome)],
  ['/favicon.ico', page(['GET'], answerNoIcon)],
  [PATHS.sinaappAuthorize, page(['GET', 'POST'], answerSinaappAuthorize)],
  [PATHS.sinaappToken, { methods: 'any', place: 'token', answer: answerSinaappToken }],
  [PATHS.sinaappWhoami, api(['GET', 'POST', 'PUT'], answerWhoami)],
  [PATHS.kaixinToken, { methods: ['GET', 'POST'], place: 'token', answer: answerKaixinToken }],
  [PATHS.kaixinMe, api(['GET', 'POST'], answerMe)],
  [PATHS.kaixinBind, page(['GET', 'POST'], answerBind)],
  [LOGO_PATH, page(['GET'], answerLogo)],
  [CONTROL_PATHS.state, page(['GET'], answerControl)],
  [CONTROL_PATHS.faults, page(['POST', 'DELETE'], answerControl)],
  [CONTROL_PATHS.tokens, page(['POST'], answerControl)],
]);

export function findRoute(path: string): Route | null {
  return ROUTES.get(path) ?? null;
}

function page(methods: readonly string[], answer: Route['answer']): Route {
  return { methods, place: null, answer };
}

function api(methods: readonly string[], answer: Route['answer']): Route {
  return { methods, place: 'api', answer };
}

/** Browsers ask for it unbidden; an error would show in their consoles. */
function answerNoIcon(): Reply {
  return { status: 204, headers: {}, body: '', outcome: { kind: 'answered', detail: 'no_icon' } };
}
