/**
 * Who and what the sandbox knows: its ready-made clients, people and third-party identities.
 *
 * Everything here is public practice data, published in the source, and opens nothing outside the sandbox. It is kept constant so
 * that a client registered in the app still works after a restart, and so that a tutorial can print it.
 */

export type Dialect = 'sinaapp' | 'kaixin001';

/** What one ready-made client is there to show. */
export type Demonstration = 'ordinary' | 'no-refresh-permission' | 'creator-only' | 'no-refresh-token';

/** A registration with the sandbox. */
export interface SandboxClient {
  readonly dialect: Dialect;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where SinaApp sends the browser. Null for Kaixin001, whose grants here know no redirect. */
  readonly callbackUrl: string | null;
  readonly demonstrates: Demonstration;
  /** SinaApp: may use `grant_type=refresh_token`, a permission asked for separately. Kaixin001: is given a refresh token at all. */
  readonly mayRefresh: boolean;
  /** SinaApp: somebody who is not the creator may sign in, a permission asked for separately. */
  readonly openToEveryone: boolean;
}

/** The callback printed in the SinaApp document. It is never contacted: the app catches the redirect first. */
export const DOCUMENTED_CALLBACK = 'http://death.sinaapp.com/sae_callback.php';

export const PRACTICE_CLIENTS: readonly SandboxClient[] = [
  {
    dialect: 'sinaapp',
    clientId: 'practice-sinaapp',
    clientSecret: 'practice-sinaapp-client-secret',
    callbackUrl: DOCUMENTED_CALLBACK,
    demonstrates: 'ordinary',
    mayRefresh: true,
    openToEveryone: true,
  },
  {
    dialect: 'sinaapp',
    clientId: 'practice-sinaapp-no-refresh',
    clientSecret: 'practice-sinaapp-no-refresh-client-secret',
    callbackUrl: DOCUMENTED_CALLBACK,
    demonstrates: 'no-refresh-permission',
    mayRefresh: false,
    openToEveryone: true,
  },
  {
    dialect: 'sinaapp',
    clientId: 'practice-sinaapp-creator-only',
    clientSecret: 'practice-sinaapp-creator-only-client-secret',
    callbackUrl: DOCUMENTED_CALLBACK,
    demonstrates: 'creator-only',
    mayRefresh: true,
    openToEveryone: false,
  },
  {
    dialect: 'kaixin001',
    clientId: 'practice-kaixin001',
    clientSecret: 'practice-kaixin001-client-secret',
    callbackUrl: null,
    demonstrates: 'ordinary',
    mayRefresh: true,
    openToEveryone: true,
  },
  {
    dialect: 'kaixin001',
    clientId: 'practice-kaixin001-no-refresh',
    clientSecret: 'practice-kaixin001-no-refresh-client-secret',
    callbackUrl: null,
    demonstrates: 'no-refresh-token',
    mayRefresh: false,
    openToEveryone: true,
  },
];

/** Somebody who can sign in on the SinaApp page. */
export interface SinaappPerson {
  readonly secureEmail: string;
  readonly securePassword: string;
}

/** Somebody with a Kaixin001 account. `gender` is "0" (male) or "1" (female), a string as in the API's replies. */
export interface KaixinPerson {
  readonly uid: string;
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly gender: '0' | '1';
}

export interface PracticePeople {
  readonly sinaapp: { readonly creator: SinaappPerson; readonly somebodyElse: SinaappPerson };
  readonly kaixin001: { readonly json001: KaixinPerson; readonly json002: KaixinPerson };
  readonly tencent: {
    readonly token: string;
    /** Seconds, as Tencent gives it. The sandbox accepts any whole number. */
    readonly expire: string;
    readonly boundOpenid: string;
    readonly unboundOpenid: string;
  };
  readonly weibo: { readonly boundUid: string; readonly unboundUid: string };
}

export const PRACTICE_PEOPLE: PracticePeople = {
  sinaapp: {
    creator: { secureEmail: 'creator@sandbox.example', securePassword: 'practice-creator' },
    somebodyElse: { secureEmail: 'somebody@sandbox.example', securePassword: 'practice-somebody' },
  },
  kaixin001: {
    // The user name and the uid are those of the document's examples.
    json001: { uid: '12932845', username: 'json001', password: 'practice-json001', name: 'Json One', gender: '0' },
    json002: { uid: '12932846', username: 'json002', password: 'practice-json002', name: 'Json Two', gender: '1' },
  },
  tencent: {
    token: 'practice-tencent-token',
    expire: '7776000',
    boundOpenid: 'practice-openid-bound',
    unboundOpenid: 'practice-openid-unbound',
  },
  weibo: { boundUid: '1000000001', unboundUid: '1000000002' },
};
