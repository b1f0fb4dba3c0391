/** The fields of the provider form: which place of the file each is, and what can be chosen there. Data only. */

interface FormField {
  /** Its words, below `providerForm.field` in the messages. */
  readonly key: string;
  readonly place: string;
  readonly kind: 'text' | 'number' | 'choice';
  /** Of a choice, the file's own words; the first is what counts where the file says nothing. */
  readonly values?: readonly string[];
}

const text = <K extends string>(key: K, place: string) => ({ key, place, kind: 'text' }) as const;
const number = <K extends string>(key: K, place: string) => ({ key, place, kind: 'number' }) as const;
const choice = <K extends string, V extends string>(key: K, place: string, ...values: readonly [V, ...V[]]) =>
  ({ key, place, kind: 'choice', values }) as const;

/** In the order in which they stand; the parts after `endpoints` are folded at first. */
export const formParts = {
  endpoints: [
    text('authorize', 'endpoints.authorize'),
    text('token', 'endpoints.token'),
    text('refreshEndpoint', 'endpoints.refresh'),
  ],
  client: [
    choice(
      'authentication',
      'client_authentication',
      'client_secret_post',
      'client_secret_basic',
      'none',
      'client_secret_jwt',
      'private_key_jwt',
    ),
    text('callback', 'callback_example'),
    text('scope', 'default_scope'),
  ],
  page: [
    choice('redirectUri', 'authorize.redirect_uri', 'send', 'omit'),
    choice('pageScope', 'authorize.scope', 'send', 'omit'),
    choice('pkce', 'authorize.pkce', 'S256', 'plain', 'off'),
    text('separator', 'authorize.scope_separator'),
  ],
  refreshing: [
    choice('refreshToken', 'refresh.token', 'unknown', 'one_use', 'reusable'),
    choice('lostReply', 'refresh.after_lost_reply', 'ask', 'retry_once'),
    choice('failure', 'refresh.after_failure', 'kept', 'burned'),
  ],
  reply: [
    text('root', 'reply.root'),
    text('accessField', 'reply.fields.access_token'),
    text('refreshField', 'reply.fields.refresh_token'),
    number('lifetime', 'reply.default_expires_in'),
    text('identity', 'reply.identity'),
  ],
  calls: [
    choice('tokenIn', 'token_in_api_call.in', 'header', 'query', 'body'),
    text('tokenName', 'token_in_api_call.name'),
    text('exampleUrl', 'token_in_api_call.example_url'),
    text('userinfo', 'userinfo.url'),
    text('introspect', 'introspect.url'),
    text('revoke', 'revoke.url'),
    text('device', 'endpoints.device_authorization'),
    text('issuer', 'issuer'),
  ],
} as const satisfies Record<string, readonly FormField[]>;

export type FormPart = keyof typeof formParts;
export type AnyField = (typeof formParts)[FormPart][number];
export const foldedParts = ['client', 'page', 'refreshing', 'reply', 'calls'] as const;

/** Grants that can be ticked, and what is written for one that is; a file may have others, which stay. */
export const formGrants = {
  authorization_code: {},
  refresh_token: {},
  client_credentials: {},
  device_code: {},
  password: {
    fields: [
      { name: 'username', label: { en: 'Username', 'zh-CN': '用户名' } },
      { name: 'password', label: { en: 'Password', 'zh-CN': '密码' }, secret: true },
    ],
    identity_field: 'username',
  },
  jwt_bearer: {},
  token_exchange: {},
} as const;
export type FormGrant = keyof typeof formGrants;
export const formGrantNames = Object.keys(formGrants) as readonly FormGrant[];

/** Everything of a file that the form shows. */
export const shownPlaces: readonly string[] = [
  'id',
  'name',
  'region',
  ...Object.values(formParts).flatMap((fields) => fields.map(({ place }) => place)),
  ...formGrantNames.map((name) => `grants.${name}`),
];
