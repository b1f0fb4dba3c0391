/** The file of a provider that only another tool knew so far, as JSON before its checks. */
import { type FileContent, parseUrl } from '../../providers';
import type { FoundClient } from './found-client';

export interface NewProvider {
  readonly id: string;
  readonly name: string;
  /** Null where it is not known yet: the client form asks for it. */
  readonly authorize: string | null;
  readonly token: string | null;
}

export function foreignProviderFile({ id, name, authorize, token }: NewProvider, found: FoundClient): FileContent {
  const endpoints = { authorize, token, refresh: found.refresh === token ? null : found.refresh };
  const pkce = found.pkce === 'off' || found.pkce === 'plain' ? { authorize: { pkce: found.pkce } } : {};
  const method = found.authentication ?? (found.clientSecret === null ? null : 'client_secret_post');
  return {
    version: 1,
    id,
    name,
    notes: ['Made from what another tool had of a client.'],
    endpoints: Object.fromEntries(Object.entries(endpoints).filter(([, url]) => url !== null)),
    ...(method === null ? {} : { client_authentication: method }),
    ...(found.scope === null ? {} : { default_scope: found.scope }),
    ...pkce,
    grants: grantsOf(found, authorize !== null),
  };
}

/** A name for a provider that has none: its host. */
export function providerName(found: FoundClient): string {
  return parseUrl(found.token ?? found.authorize ?? '')?.host ?? '';
}

function grantsOf({ grant }: FoundClient, hasAuthorize: boolean): FileContent {
  switch (grant ?? 'authorization_code') {
    case 'client_credentials':
      return { client_credentials: {}, ...(hasAuthorize ? { authorization_code: {}, refresh_token: {} } : {}) };
    case 'password':
      return {
        password: {
          label: { en: 'Password', 'zh-CN': '密码' },
          fields: [
            { name: 'username', label: { en: 'Username', 'zh-CN': '用户名' } },
            { name: 'password', label: { en: 'Password', 'zh-CN': '密码' }, secret: true },
          ],
          identity_field: 'username',
        },
        refresh_token: {},
      };
    case 'implicit':
      return { implicit: {} };
    default:
      return { authorization_code: {}, refresh_token: {} };
  }
}
