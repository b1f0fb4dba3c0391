/**
 * HTTP authentication (RFC 9110 section 11), asked for by a proxy on the way or by the server of a sign-in page. The user is asked, always;
 * what they said to a proxy counts for that proxy until Latchkey ends, what they said to a server for the attempt, in its session.
 *
 * A token endpoint is not answered: its 401 is its reply (RFC 6749 section 5.2), and the credentials of a client stand in the request.
 */
import type { AuthInfo } from 'electron';
import { plainText, type Secret } from '../oauth';
import type { Questions } from './questions';
import { sharedQuestions } from './shared-questions';

export interface Credentials {
  readonly name: string;
  readonly password: Secret;
}

/** What Electron tells of who asks. */
export type Asker = Pick<AuthInfo, 'isProxy' | 'scheme' | 'host' | 'port' | 'realm'>;

export interface HttpAuthentication {
  /**
   * The credentials for whoever asks; null where there are none, because the user did not want to give any.
   * @param again what was given before was refused
   * @param encrypted whether the connection to the asker is
   * @param over given up when this is aborted
   */
  credentials(asker: Asker, again: boolean, encrypted: boolean, over?: AbortSignal): Promise<Credentials | null>;
  /** Drops what is remembered. */
  forget(): void;
}

export function httpAuthentication(questions: Questions): HttpAuthentication {
  const proxies = new Map<string, Credentials>();
  /** Many requests of one page ask at the same time. */
  const shared = sharedQuestions(questions);

  return {
    async credentials(asker, again, encrypted, over) {
      const proxy = `${asker.host}:${asker.port}`;
      const known = asker.isProxy && !again ? proxies.get(proxy) : undefined;
      if (known !== undefined) return known;
      if (asker.isProxy) proxies.delete(proxy);
      const answer = await shared.ask(
        `${asker.isProxy} ${proxy} ${asker.realm}`,
        {
          kind: 'login',
          from: asker.isProxy ? 'proxy' : 'server',
          host: proxy,
          // SECURITY: the asker's own text. Long ones, and those that turn their direction round, are for confusing people.
          realm: plainText(asker.realm, 120),
          wrong: again,
          clear: !encrypted && asker.scheme.toLowerCase() === 'basic',
        },
        over,
      );
      if (answer.kind !== 'login') return null;
      const given = { name: answer.name, password: answer.password };
      if (asker.isProxy) proxies.set(proxy, given);
      return given;
    },
    forget: () => proxies.clear(),
  };
}
