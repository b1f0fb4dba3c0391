/**
 * Whose Kaixin001 account a password grant speaks for: by user name, by Tencent token, by Weibo uid.
 *
 * Documented: the fields of the three kinds, all sent as `grant_type=password`. For Tencent also the answer for an account that is not
 * bound; the sandbox gives it for Weibo too, which the document does not say.
 */
import { PRACTICE_PEOPLE, type KaixinPerson } from '../practice';
import { sameSecret } from '../secrets';
import type { World } from '../world';

export const BIND_PATH = '/kaixin001/qq_bind.php';

export type Identification =
  | { readonly kind: 'person'; readonly person: KaixinPerson }
  | { readonly kind: 'unbound'; readonly bindUrl: string }
  | { readonly kind: 'wrong-credentials' }
  | { readonly kind: 'missing-parameter' };

type Fields = ReadonlyMap<string, string>;

/** The kind is chosen by the fields that are there: the third-party ones first, since a password form has none of them. */
export function identify(fields: Fields, world: World): Identification {
  if (fields.has('tencent_token') || fields.has('openid')) return identifyByTencent(fields, world);
  if (fields.has('weibo_uid')) return identifyByWeibo(fields, world);
  return identifyByPassword(fields);
}

/** Every identity that the bind page accepts, with the account it is bound to. */
export function bindableIdentities(): ReadonlyMap<string, KaixinPerson> {
  const { kaixin001, tencent, weibo } = PRACTICE_PEOPLE;
  return new Map([
    [`tencent:${tencent.unboundOpenid}`, kaixin001.json001],
    [`weibo:${weibo.unboundUid}`, kaixin001.json002],
  ]);
}

function identifyByPassword(fields: Fields): Identification {
  const username = fields.get('username') ?? '';
  const password = fields.get('password') ?? '';
  if (username === '' || password === '') return { kind: 'missing-parameter' };
  const person = Object.values<KaixinPerson>(PRACTICE_PEOPLE.kaixin001).find((known) => known.username === username);
  if (person === undefined || !sameSecret(password, person.password)) return { kind: 'wrong-credentials' };
  return { kind: 'person', person };
}

function identifyByTencent(fields: Fields, world: World): Identification {
  const { tencent, kaixin001 } = PRACTICE_PEOPLE;
  const token = fields.get('tencent_token') ?? '';
  const expire = fields.get('expire') ?? '';
  const openid = fields.get('openid') ?? '';
  if (token === '' || openid === '' || !/^\d+$/.test(expire)) return { kind: 'missing-parameter' };
  if (!sameSecret(token, tencent.token)) return { kind: 'wrong-credentials' };
  if (openid === tencent.boundOpenid) return { kind: 'person', person: kaixin001.json001 };
  const query = new URLSearchParams({ at: token, exp: expire, openid, from: 'client' });
  return boundOrNot(`tencent:${openid}`, query, world);
}

function identifyByWeibo(fields: Fields, world: World): Identification {
  const { weibo, kaixin001 } = PRACTICE_PEOPLE;
  const uid = fields.get('weibo_uid') ?? '';
  if (uid === '') return { kind: 'missing-parameter' };
  if (uid === weibo.boundUid) return { kind: 'person', person: kaixin001.json002 };
  return boundOrNot(`weibo:${uid}`, new URLSearchParams({ weibo_uid: uid, from: 'client' }), world);
}

function boundOrNot(identity: string, query: URLSearchParams, world: World): Identification {
  const person = bindableIdentities().get(identity);
  if (person === undefined) return { kind: 'wrong-credentials' };
  if (world.grants.isBound(identity)) return { kind: 'person', person };
  return { kind: 'unbound', bindUrl: `${world.origin()}${BIND_PATH}?${query.toString()}` };
}
