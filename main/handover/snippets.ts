/** An API call as a command or a few lines of code, for each tool. Null where its language cannot write this token (quoting.ts). */
import { headersOf, paramsOf, urlWith, type ApiCall, type Pair } from './api-call';
import { httpieItem, inJavaScript, inPowerShell, inPython, inShell } from './quoting';

export function curlCommand(call: ApiCall): string {
  const params = paramsOf(call);
  return [
    ...curlStart(call, params),
    ...headersOf(call).map(([name, value]) => `--header ${inShell(`${name}: ${value}`)}`),
    ...params.map(([name, value]) => `--data-urlencode ${inShell(`${name}=${value}`)}`),
  ].join(' ');
}

/**
 * A curl command without the token in it, for bash and zsh: it asks for the token when it runs and hands it to curl on standard input, so
 * that it stands neither in the shell's history nor in the list of processes. Around it a subshell, so that no variable is left.
 */
export function curlThatAsks(call: ApiCall): string {
  const { token } = call;
  const inHeader = token.in === 'header';
  const others = headersOf(inHeader ? { ...call, token: { ...token, in: 'query' } } : call);
  const params = inHeader ? call.params : [[token.name, ''] as const, ...call.params];
  const given = inHeader
    ? String.raw`printf '%s%s\n' ${inShell(`${token.name}: ${token.before}`)} "$TOKEN"`
    : `printf %s "$TOKEN"`;
  const command = [
    ...curlStart(call, params),
    inHeader ? '--header @-' : `--data-urlencode ${inShell(`${token.name}@-`)}`,
    ...others.map(([name, value]) => `--header ${inShell(`${name}: ${value}`)}`),
    ...call.params.map(([name, value]) => `--data-urlencode ${inShell(`${name}=${value}`)}`),
  ].join(' ');
  return `(printf 'Token: ' >&2; IFS= read -rs TOKEN; echo >&2; ${given} | ${command})`;
}

function curlStart(call: ApiCall, params: readonly Pair[]): readonly string[] {
  return [
    'curl',
    ...(params.length > 0 && call.method === 'GET' ? ['--get'] : []),
    // Else curl takes brackets in an address for a pattern of several addresses.
    ...(/[[\]{}]/.test(call.url) ? ['--globoff'] : []),
    inShell(call.url),
  ];
}

export function httpieCommand(call: ApiCall): string | null {
  const body = call.method === 'POST';
  const items = [
    ...headersOf(call).map(([name, value]) => httpieItem(name, ':', value)),
    ...paramsOf(call).map(([name, value]) => httpieItem(name, body ? '=' : '==', value)),
  ];
  const written = items.filter((item) => item !== null);
  if (written.length < items.length) return null;
  return ['http', ...(body ? ['--form'] : []), call.method, inShell(call.url), ...written.map(inShell)].join(' ');
}

export function powerShellCommand(call: ApiCall): string {
  const body = call.method === 'POST';
  const table = (pairs: readonly Pair[]): string =>
    `@{ ${pairs.map(([name, value]) => `${inPowerShell(name)} = ${inPowerShell(value)}`).join('; ')} }`;
  const headers = headersOf(call);
  const params = paramsOf(call);
  return [
    'Invoke-RestMethod',
    `-Method ${body ? 'Post' : 'Get'}`,
    `-Uri ${inPowerShell(body ? call.url : urlWith(call.url, params))}`,
    ...(headers.length > 0 ? [`-Headers ${table(headers)}`] : []),
    ...(body ? [`-Body ${table(params)}`] : []),
  ].join(' ');
}

export function fetchCode(call: ApiCall): string {
  const body = call.method === 'POST';
  const object = (pairs: readonly Pair[], indent: string): string =>
    `{\n${pairs.map(([name, value]) => `${indent}  ${inJavaScript(name)}: ${inJavaScript(value)},\n`).join('')}${indent}}`;
  const headers = headersOf(call);
  const params = paramsOf(call);
  const options = [
    ...(body ? ["  method: 'POST',\n"] : []),
    ...(headers.length > 0 ? [`  headers: ${object(headers, '  ')},\n`] : []),
    ...(body ? [`  body: new URLSearchParams(${object(params, '  ')}),\n`] : []),
  ].join('');
  const url = inJavaScript(body ? call.url : urlWith(call.url, params));
  return `const reply = await fetch(${url}${options === '' ? '' : `, {\n${options}}`});\n`;
}

export function requestsCode(call: ApiCall): string {
  const dict = (pairs: readonly Pair[]): string =>
    `{\n${pairs.map(([name, value]) => `        ${inPython(name)}: ${inPython(value)},\n`).join('')}    }`;
  const body = call.method === 'POST';
  const headers = headersOf(call);
  const params = paramsOf(call);
  return [
    'import requests\n\n',
    `reply = requests.${body ? 'post' : 'get'}(\n    ${inPython(call.url)},\n`,
    ...(headers.length > 0 ? [`    headers=${dict(headers)},\n`] : []),
    ...(params.length > 0 ? [`    ${body ? 'data' : 'params'}=${dict(params)},\n`] : []),
    ')\n',
  ].join('');
}
