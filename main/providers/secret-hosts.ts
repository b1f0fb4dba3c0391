/**
 * Which hosts secrets go to by a provider's file. SECURITY: its user sees them before a file from elsewhere is taken in: a token endpoint that
 * everybody knows says nothing of where the tokens are sent afterwards.
 */
import type { Provider } from './schema';

/**
 * The hosts to which codes, tokens, client secrets and what is typed into a grant are sent, each once, the token endpoint's first. As they
 * are written: one may still have a variable in it. The sign-in page is not among them, which is seen when it is used.
 */
export function secretHosts({ endpoints, grants, userinfo, introspect, revoke }: Provider): readonly string[] {
  const {
    token,
    refresh,
    device_authorization: device,
    pushed_authorization_request: pushed,
    registration,
  } = endpoints;
  const ofGrants = Object.values(grants).map(({ endpoint }) => endpoint);
  return writtenHosts([
    token,
    refresh,
    ...ofGrants,
    device,
    pushed,
    registration,
    userinfo?.url,
    introspect?.url,
    revoke?.url,
  ]);
}

/** The hosts of addresses, as they are written, each once. */
export function writtenHosts(urls: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(urls.flatMap((url) => /^[a-z0-9+]+:\/\/([^/?#]+)/i.exec(url ?? '')?.[1] ?? []))];
}
