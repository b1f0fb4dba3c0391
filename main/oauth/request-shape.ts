/**
 * How a provider wants its token requests put: method, encoding, names, extra and left-out parameters (`token_request` of its file,
 * changed by the grant's own `request`). Pure.
 *
 * SECURITY: secrets go into the body or a header. They go into the URL only where the provider's file says that the server takes them
 * nowhere else, and that is listed as a deviation.
 */
import { fillText, type Provider, type RequestShape, type Values } from '../providers';
import { Fault } from '../fault';
import { deviation } from './deviation';
import { NO_EXTRAS, withExtras, type ExtraParameters } from './extra-parameters';
import { Secret } from './secret';
import type { Deviation, TokenRequest } from './types';

export type Parameter = readonly [name: string, value: string];

/** A grant's shape with nothing left open. */
export type FullShape = Pick<RequestShape, 'client_authentication'> & {
  readonly [K in Exclude<keyof RequestShape, 'client_authentication'>]-?: NonNullable<RequestShape[K]>;
};

/** The shape of one grant's requests: the file's own, with what the grant adds to it. */
export function shapeOf(provider: Provider, grant: string): FullShape {
  const base = provider.token_request;
  const own: RequestShape = (Object.hasOwn(provider.grants, grant) && provider.grants[grant]?.request) || {};
  const method = own.method ?? base.method ?? 'POST';
  const encoding = own.encoding ?? base.encoding ?? 'form';
  return {
    method,
    encoding: method === 'GET' ? 'query' : encoding,
    client_authentication: own.client_authentication ?? base.client_authentication,
    client_id_in_body: own.client_id_in_body ?? base.client_id_in_body ?? false,
    public_client: own.public_client ?? base.public_client ?? 'client_id',
    rename: { ...base.rename, ...own.rename },
    params: { ...base.params, ...own.params },
    omit: [...(base.omit ?? []), ...(own.omit ?? [])],
    include: [...(base.include ?? []), ...(own.include ?? [])],
    in_query: [...(base.in_query ?? []), ...(own.in_query ?? [])],
    headers: { ...base.headers, ...own.headers },
  };
}

/**
 * The parameters as they go on the wire: without those left out, under the provider's names, with its fixed ones and the user's; each
 * once, but for resource indicators.
 */
export function wireParameters(
  canonical: readonly Parameter[],
  shape: Pick<FullShape, 'omit' | 'rename' | 'params'>,
  fixed: Readonly<Record<string, string>>,
  values: Values,
  extra: ExtraParameters = NO_EXTRAS,
): readonly Parameter[] {
  const ours = canonical
    .filter(([name]) => !shape.omit.includes(name))
    .map(([name, value]): Parameter => [
      Object.hasOwn(shape.rename, name) ? (shape.rename[name] ?? name) : name,
      value,
    ]);
  const theirs = Object.entries({ ...shape.params, ...fixed }).map(([name, value]): Parameter => [
    name,
    filled(value, values),
  ]);
  return withExtras(ours, theirs, extra);
}

function filled(text: string, values: Values): string {
  const value = fillText(text, values);
  // Every placeholder is checked with the file, and every value with the client; an account may lack an extra all the same.
  if (value === null) throw new Fault('invalid_input', 'a parameter of this provider has no value here');
  return value;
}

/**
 * The request itself.
 *
 * @param headers of client authentication
 */
export function encodeRequest(
  url: string,
  parameters: readonly Parameter[],
  shape: FullShape,
  headers: Readonly<Record<string, Secret>>,
  values: Values,
): TokenRequest {
  const all = shape.encoding === 'query';
  const inQuery = parameters.filter(([name]) => all || shape.in_query.includes(name));
  const inBody = parameters.filter((parameter) => !inQuery.includes(parameter));
  const contentType = shape.encoding === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  const own = Object.entries(shape.headers).map(([name, value]): [string, Secret] => [
    name.toLowerCase(),
    new Secret(filled(value, values)),
  ]);
  return {
    url,
    method: shape.method,
    headers: {
      accept: 'application/json',
      ...(shape.method === 'GET' ? {} : { 'content-type': contentType }),
      ...Object.fromEntries(own),
      ...headers,
    },
    query: new Secret(formText(inQuery).replaceAll('+', '%20')),
    body: new Secret(shape.encoding === 'json' ? jsonText(inBody) : formText(inBody)),
  };
}

/** As a form, or the query of a URL once "+" is turned into "%20". */
export function formText(parameters: readonly Parameter[]): string {
  return new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
}

/** A name that stands several times (RFC 8707 allows it for `resource`) becomes a list. */
function jsonText(parameters: readonly Parameter[]): string {
  const entries = parameters.map(([name, value]): [string, string | readonly string[]] => {
    const values = parameters.flatMap(([other, each]) => (other === name ? [each] : []));
    return [name, values.length > 1 ? values : value];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

/** The URL with what goes into its query. SECURITY: holds secrets where the provider takes them there; for the transport only. */
export function requestUrl({ url, query }: TokenRequest): string {
  if (query.reveal() === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${query.reveal()}`;
}

/** The ways in which a grant's requests depart from the RFCs, as its provider's file has them. */
export function requestDeviations(provider: Provider, grant: string): readonly Deviation[] {
  const shape = shapeOf(provider, grant);
  const met: Deviation[] = [];
  if (shape.method === 'GET') met.push(deviation('token_get', '6749-3.2', 'GET with a query', 'sent_as_documented'));
  else if (shape.encoding !== 'form')
    met.push(deviation('json_body', '6749-4.1.3', `parameters as ${shape.encoding}`, 'sent_as_documented'));
  const unsent = [...shape.omit, ...(grant === 'refresh_token' ? ['code', 'code_verifier'] : ['refresh_token'])];
  const renamed = Object.entries(shape.rename).flatMap(([from, to]) =>
    unsent.includes(from) ? [] : [`${from} as ${to}`],
  );
  if (renamed.length > 0) met.push(deviation('param_rename', '6749-2.3.1', renamed.join(', '), 'sent_as_documented'));
  if (grant === 'refresh_token' && provider.endpoints.refresh !== undefined)
    met.push(deviation('separate_refresh_url', '6749-6', 'an endpoint of its own for refresh', 'sent_as_documented'));
  const hook = provider.hooks.sign_token_request ?? provider.hooks.client_secret;
  if (hook !== undefined)
    met.push(deviation('signing_required', '6749-2.3.1', `signed: ${hook}`, 'sent_as_documented'));
  return met;
}
