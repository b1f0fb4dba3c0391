/** What the sandbox's tests share: a browser of sorts, and the forms that clients send. Test code only. */
import { PRACTICE_CLIENTS, type Demonstration, type Dialect, type SandboxClient } from './practice';
import type { Sandbox } from './sandbox';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export function clientFor(dialect: Dialect, demonstrates: Demonstration): SandboxClient {
  const found = PRACTICE_CLIENTS.find((client) => client.dialect === dialect && client.demonstrates === demonstrates);
  if (found === undefined) throw new Error(`no ${dialect} client demonstrates ${demonstrates}`);
  return found;
}

export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

export function post(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return send(url, { method: 'POST', body: new URLSearchParams(fields), headers });
}

export function authorizeUrl(
  sandbox: Sandbox,
  client: SandboxClient,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ response_type: 'code', client_id: client.clientId, state: '1', ...more });
  return `${sandbox.endpoints.sinaapp.authorize}?${query.toString()}`;
}

/** Signs the creator in and returns the code from the redirect. */
export async function obtainCode(
  sandbox: Sandbox,
  client: SandboxClient,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { creator } = sandbox.people.sinaapp;
  const answer = await post(authorizeUrl(sandbox, client, more), {
    secure_email: creator.secureEmail,
    secure_password: creator.securePassword,
    decision: 'authorize',
  });
  const code = new URL(answer.headers.get('location') ?? 'missing:').searchParams.get('code');
  if (code === null) throw new Error(`no code: HTTP ${answer.status}`);
  return code;
}

export function credentials(client: SandboxClient): { client_id: string; client_secret: string } {
  return { client_id: client.clientId, client_secret: client.clientSecret };
}

export function exchangeCode(sandbox: Sandbox, client: SandboxClient, code: string): Promise<Answer> {
  return post(sandbox.endpoints.sinaapp.token, { grant_type: 'authorization_code', code, ...credentials(client) });
}

export function refreshSinaapp(sandbox: Sandbox, client: SandboxClient, refreshToken: string): Promise<Answer> {
  return post(sandbox.endpoints.sinaapp.token, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    ...credentials(client),
  });
}

export interface SinaappTokens {
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token: string;
}

export async function connectSinaapp(
  sandbox: Sandbox,
  client = clientFor('sinaapp', 'ordinary'),
): Promise<SinaappTokens> {
  const answer = await exchangeCode(sandbox, client, await obtainCode(sandbox, client));
  return JSON.parse(answer.body) as SinaappTokens;
}

export function kaixinPassword(
  sandbox: Sandbox,
  more: Readonly<Record<string, string>> = {},
  client = clientFor('kaixin001', 'ordinary'),
): Promise<Answer> {
  const { username, password } = sandbox.people.kaixin001.json001;
  return post(sandbox.endpoints.kaixin001.token, {
    grant_type: 'password',
    username,
    password,
    ...credentials(client),
    ...more,
  });
}

export function kaixinRefresh(
  sandbox: Sandbox,
  refreshToken: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const client = clientFor('kaixin001', 'ordinary');
  return post(sandbox.endpoints.kaixin001.token, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    ...credentials(client),
    ...more,
  });
}

/** A field of a Kaixin001 reply, read without a JSON parser: its documents are not JSON. */
export function kaixinField(body: string, field: string): string {
  const value = new RegExp(`"${field}":\\s*"?([^",\\n]*)`).exec(body)?.[1];
  if (value === undefined) throw new Error(`no ${field} in the reply`);
  return value;
}
