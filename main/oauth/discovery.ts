/**
 * A server's own description of itself, found from its issuer: OpenID Connect Discovery 1.0 section 4 and RFC 8414 section 3. The transport
 * is handed in: it follows no redirect, takes 1 MiB and 30 s at most.
 *
 * Not by oauth4webapi: it tries one address, throws one code for every fault of a document, and takes the issuer as typed for exact.
 */
import { checkEndpoint, isLoopbackHost, parseUrl } from '../providers';
import { matchesIssuer, tenantPlaceholder } from './issuer';
import { isFields, valueOf, type ReplyFields } from './reply-fields';
import { plainText } from './server-text';
import type { RawReply, TokenRequest, Transport, TransportResult } from './types';
import { Secret } from './secret';

/** Where to look, and for which issuer. */
export interface IssuerQuestion {
  readonly issuer: string;
  /** The addresses of the metadata, the most likely first. */
  readonly urls: readonly string[];
}

export type Discovery =
  | {
      readonly kind: 'found';
      readonly metadata: ReplyFields;
      readonly issuer: string;
      /** Where the metadata was found. */
      readonly url: string;
      /** The issuer departs from the one asked for in a known way: its tenant is left open. */
      readonly template: boolean;
    }
  | { readonly kind: 'failed'; readonly problem: DiscoveryProblem }
  | { readonly kind: 'transport'; readonly result: Exclude<TransportResult, { kind: 'reply' }> };

export interface DiscoveryProblem {
  /**
   * `issuer_differs`: the document is another issuer's; `redirected`: the address leads elsewhere; `unreadable`: no JSON object;
   * `not_found`: no document at any of the addresses.
   */
  readonly code: 'issuer_differs' | 'redirected' | 'unreadable' | 'not_found';
  /** The address that was asked. */
  readonly url: string;
  /** The issuer that the document names, the address that it leads to, or the status. */
  readonly found: string;
  /** The issuer that was asked for. */
  readonly asked: string;
}

const wellKnown = /^(.*?)\/\.well-known\/(openid-configuration|oauth-authorization-server)(\/.*)?$/;

/**
 * What a user pastes: an issuer, the address of its metadata, or either without a scheme.
 * @returns `not_https` for http to another computer; `invalid` for what is no address, or has a query or a fragment
 */
export function readIssuer(
  text: string,
):
  | { readonly kind: 'ok'; readonly question: IssuerQuestion }
  | { readonly kind: 'refused'; readonly reason: 'invalid' | 'not_https' } {
  const typed = text.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : withScheme(typed);
  const checked = checkEndpoint(whole);
  if (checked.kind === 'refused') return checked;
  const url = parseUrl(checked.url);
  if (url === null || url.search !== '') return { kind: 'refused', reason: 'invalid' };
  const match = wellKnown.exec(url.pathname);
  // `https://host` and `https://host/` are one address, and two issuers: the shorter is the usual one.
  const path = match === null ? url.pathname : `${match[1] ?? ''}${match[3] ?? ''}`;
  const issuer = `${url.origin}${path === '/' ? '' : path}`;
  const usual = metadataUrls(issuer);
  return { kind: 'ok', question: { issuer, urls: match === null ? usual : [...new Set([checked.url, ...usual])] } };
}

function withScheme(typed: string): string {
  const host = parseUrl(`http://${typed}`)?.hostname ?? '';
  return `${isLoopbackHost(host) ? 'http' : 'https'}://${typed}`;
}

/**
 * The addresses of an issuer's metadata: OpenID Connect appends (Discovery section 4.1), RFC 8414 puts `.well-known` between host and path
 * (section 3.1) and allows OpenID Connect's document there (section 5); some servers append its own, too. Django OAuth Toolkit has the
 * document behind a slash only (1.7), and Django redirects to it, which is not followed.
 */
export function metadataUrls(issuer: string): readonly string[] {
  const url = new URL(issuer);
  const path = url.pathname.replace(/\/$/, '');
  return [
    ...new Set([
      `${url.origin}${path}/.well-known/openid-configuration`,
      `${url.origin}/.well-known/oauth-authorization-server${path}`,
      `${url.origin}/.well-known/openid-configuration${path}`,
      `${url.origin}${path}/.well-known/oauth-authorization-server`,
      `${url.origin}${path}/.well-known/openid-configuration/`,
    ]),
  ];
}

/** Asks one address after the other. What goes wrong at the last does not hide what went wrong before it. */
export async function discover(send: Transport, { issuer, urls }: IssuerQuestion): Promise<Discovery> {
  const problems: DiscoveryProblem[] = [];
  for (const url of urls) {
    const result = await send(metadataRequest(url));
    if (result.kind !== 'reply') return { kind: 'transport', result };
    const read = readMetadata(result.reply, issuer, url);
    if (read.kind === 'found') return read;
    problems.push(read.problem);
  }
  const order = ['issuer_differs', 'redirected', 'unreadable', 'not_found'] as const;
  const [worst] = problems.toSorted((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  return { kind: 'failed', problem: worst ?? { code: 'not_found', url: issuer, found: '', asked: issuer } };
}

/** A request for JSON that anyone may read. */
export function metadataRequest(url: string): TokenRequest {
  return { url, method: 'GET', headers: { accept: 'application/json' }, query: new Secret(''), body: new Secret('') };
}

type Read = Extract<Discovery, { kind: 'found' | 'failed' }>;

function readMetadata(reply: RawReply, asked: string, url: string): Read {
  const failed = (code: DiscoveryProblem['code'], found: string): Read => ({
    kind: 'failed',
    problem: { code, url, found: plainText(found, 300), asked },
  });
  if (reply.status >= 300 && reply.status < 400)
    return failed('redirected', reply.headers['location'] ?? `HTTP ${reply.status}`);
  if (reply.status !== 200) return failed('not_found', `HTTP ${reply.status}`);
  const metadata = parseFields(reply.body);
  if (metadata === null) return failed('unreadable', reply.headers['content-type'] ?? '');
  const named = valueOf(metadata, 'issuer');
  if (typeof named !== 'string') return failed('issuer_differs', '');
  const template = named.includes(tenantPlaceholder);
  const same = plainForm(named) === plainForm(asked);
  // SECURITY: a document that speaks for another issuer would have its codes and secrets sent elsewhere (mix-up, RFC 9700 section 4.4).
  if (!same && !(template && matchesIssuer(named, asked))) return failed('issuer_differs', named);
  return { kind: 'found', metadata, issuer: named, url, template };
}

/**
 * What was typed need not say whether the issuer ends in a slash, has capitals in its host or names the usual port, as ForgeRock's and
 * OpenLiberty's do; the document does, and its form is the one that tokens are compared with.
 */
function plainForm(issuer: string): string {
  const url = parseUrl(issuer);
  if (url === null || url.search !== '' || issuer.includes('#') || url.username !== '') return issuer;
  return `${url.origin}${url.pathname.replace(/\/$/, '')}`;
}

/** A JSON object; null where the bytes are none. */
export function parseFields(body: Uint8Array): ReplyFields | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return isFields(value) ? value : null;
  } catch {
    // The message would quote the document; that it is no JSON is all there is to know.
    return null;
  }
}
