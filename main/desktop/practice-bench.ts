/** The fault bench as the window and the developer's own programs use it: what is switched on, what was exchanged, lines to try it by. */
import { randomBytes } from 'node:crypto';
import { Secret } from '../oauth';
import { API_FAULTS, TOKEN_FAULTS, type Sandbox } from '../sandbox';
import type { BenchView } from '../../preload/contract';

export interface PracticeBench {
  /** SECURITY: opens the bench's own address in this run of the app; never shown, copied only. */
  readonly secret: Secret;
  /** Null while the practice server does not run. */
  view(): BenchView | null;
  readonly sandbox: () => Sandbox | undefined;
}

export function practiceBench(sandbox: () => Sandbox | undefined): PracticeBench {
  return {
    secret: new Secret(randomBytes(20).toString('hex')),
    sandbox,
    view() {
      const running = sandbox();
      return running === undefined
        ? null
        : {
            faults: { token: TOKEN_FAULTS, api: API_FAULTS },
            settings: running.bench.settings,
            log: running.traffic.toReversed(),
            lines: {
              token: tokenLine(running),
              call: callLine(running),
              control: controlLine(running, '…'),
            },
          };
    },
  };
}

/** A token without a browser: the practice server's password grant. */
export function tokenLine({ endpoints, people, clients }: Sandbox): string {
  const { username, password } = people.kaixin001.json001;
  const client = clients.find(({ dialect }) => dialect === 'kaixin001');
  const fields = {
    grant_type: 'password',
    client_id: client?.clientId ?? '',
    client_secret: client?.clientSecret ?? '',
    username,
    password,
  };
  return `curl ${endpoints.kaixin001.token}${Object.entries(fields)
    .map(([name, value]) => ` -d ${name}=${value}`)
    .join('')}`;
}

/** A call with what {@link tokenLine} got: a Kaixin001 token, which goes in the query. */
export function callLine({ endpoints }: Sandbox): string {
  return `curl -i --get ${endpoints.kaixin001.me} --data-urlencode "access_token=$TOKEN"`;
}

/** A call with the token of an account at this provider. */
export function callWith({ endpoints }: Sandbox, providerId: string, token: string): string {
  return providerId === 'kaixin001'
    ? `curl -i --get '${endpoints.kaixin001.me}' --data-urlencode 'access_token=${token}'`
    : `curl -i ${endpoints.sinaapp.whoami} -H 'Authorization: Bearer ${token}'`;
}

export function controlLine({ origin }: Sandbox, secret: string): string {
  return `curl ${origin}/control/faults -H 'Authorization: Bearer ${secret}' -d fault=server_error -d at=token -d until=next`;
}
