/** Token exchange (RFC 8693): a token for another one, for another audience or on behalf of somebody. */
import type { Secret } from './secret';

/** Where the kind of the issued token (RFC 8693 section 2.2.1) stands among a token set's extras. */
export const ISSUED_TYPE = 'issued_token_type';

export interface Exchange {
  readonly subject: Secret;
  readonly subjectType: string;
  /** Null: nobody acts for the subject. */
  readonly actor: Secret | null;
  readonly actorType: string;
  /** Null: as the server decides. */
  readonly requestedType: string | null;
  readonly audience: readonly string[];
  readonly resource: readonly string[];
}

/** The parameters of RFC 8693 section 2.1, but for grant_type and scope; `audience` and `resource` may stand several times. */
export function exchangeParameters(exchange: Exchange): readonly (readonly [name: string, value: Secret | string])[] {
  const { subject, subjectType, actor, actorType, requestedType, audience, resource } = exchange;
  return [
    ['subject_token', subject],
    ['subject_token_type', subjectType],
    ...(actor === null ? [] : [['actor_token', actor] as const, ['actor_token_type', actorType] as const]),
    ...(requestedType === null ? [] : [['requested_token_type', requestedType] as const]),
    ...resource.map((value) => ['resource', value] as const),
    ...audience.map((value) => ['audience', value] as const),
  ];
}
