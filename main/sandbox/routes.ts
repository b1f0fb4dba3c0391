/** Every path the sandbox serves. */
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
  /** A token endpoint: the requests that faults are meant for. */
  readonly isTokenEndpoint: boolean;
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
  [PATHS.sinaappToken, { methods: 'any', isTokenEndpoint: true, answer: answerSinaappToken }],
  [PATHS.sinaappWhoami, page(['GET', 'POST', 'PUT'], answerWhoami)],
  [PATHS.kaixinToken, { methods: ['GET', 'POST'], isTokenEndpoint: true, answer: answerKaixinToken }],
  [PATHS.kaixinMe, page(['GET', 'POST'], answerMe)],
  [PATHS.kaixinBind, page(['GET', 'POST'], answerBind)],
  [LOGO_PATH, page(['GET'], answerLogo)],
]);

export function findRoute(path: string): Route | null {
  return ROUTES.get(path) ?? null;
}

function page(methods: readonly string[], answer: Route['answer']): Route {
  return { methods, isTokenEndpoint: false, answer };
}

/** Browsers ask for it unbidden; an error would show in their consoles. */
function answerNoIcon(): Reply {
  return { status: 204, headers: {}, body: '', outcome: { kind: 'answered', detail: 'no_icon' } };
}
