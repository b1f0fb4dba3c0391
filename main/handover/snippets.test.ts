/** Each form is run by the program it is made for, against a server on loopback that tells what came. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headersOf, paramsOf, type ApiCall } from './api-call';
import { curlCommand, curlThatAsks, fetchCode, httpieCommand, powerShellCommand, requestsCode } from './snippets';
import { installed } from './testing/hostile';

interface Came {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly params: readonly (readonly [string, string])[];
}

let server: Server;
let came: Came[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://x');
      const body = new URLSearchParams(Buffer.concat(chunks).toString());
      came.push({
        method: request.method ?? '',
        headers: request.headers as Came['headers'],
        params: [...url.searchParams, ...body],
      });
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

const TOKEN = `to'k"e$n\`x\`%20+/=&#\\é`;
/** No header can hold more than this. */
const HEADER_TOKEN = `to'k"e$n\`x\`%20+/=&#\\`;

const calls: Readonly<Record<'header' | 'query' | 'body', (url: string) => ApiCall>> = {
  header: (url) => ({
    method: 'GET',
    url,
    token: { in: 'header', name: 'Authorization', before: 'Bearer ', value: HEADER_TOKEN },
    proof: 'a.b.c',
    headers: [['Client-Id', "my 'client'"]],
    params: [['fields', 'a b&c']],
  }),
  query: (url) => ({
    method: 'GET',
    url,
    token: { in: 'query', name: 'access_token', before: '', value: TOKEN },
    proof: null,
    headers: [['X-Other', 'y']],
    params: [['openid', 'o=1']],
  }),
  body: (url) => ({
    method: 'POST',
    url,
    token: { in: 'body', name: 'access_token', before: '', value: TOKEN },
    proof: null,
    headers: [],
    params: [['openid', 'o=1']],
  }),
};
const places = ['header', 'query', 'body'] as const;
const programs = installed('curl', 'bash', 'zsh', 'python3');
/** What they are given to run is curl. */
const shells = programs.includes('curl') ? programs.filter((program) => program === 'bash' || program === 'zsh') : [];

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/me`;

function run(program: string, args: readonly string[], input = '', env: NodeJS.ProcessEnv = process.env) {
  return new Promise<string>((resolve, reject) => {
    const child = execFile(program, args, { env }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
    child.stdin?.end(input);
  });
}

/** The one call that came since it was asked last, with those of its headers that are told apart. */
function theCall(names: readonly string[]) {
  const told = came.map(({ method, headers, params }) => ({
    method,
    params,
    headers: names.map((name) => [name, headers[name.toLowerCase()]]),
  }));
  came = [];
  return told;
}

function expected(call: ApiCall) {
  return [{ method: call.method, params: paramsOf(call), headers: headersOf(call) }];
}

const namesOf = (call: ApiCall): readonly string[] => headersOf(call).map(([name]) => name);

describe.each(places)('an API call with its token in the %s', (place) => {
  it.each(programs.filter((program) => program === 'curl'))('as a command for %s', async () => {
    const call = calls[place](address());
    await run('sh', ['-c', `${curlCommand(call)} --silent`]);
    expect(theCall(namesOf(call))).toEqual(expected(call));
  });

  it.each(shells)('as a curl command that asks for the token, in %s', async (shell) => {
    const call = calls[place](address());
    const command = curlThatAsks(call);
    expect(command).not.toContain('e$n');
    await run(shell, ['-c', command], `${call.token.value}\n`);
    expect(theCall(namesOf(call))).toEqual(expected(call));
  });

  it('as JavaScript', async () => {
    const call = calls[place](address());
    const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
      code: string,
    ) => () => Promise<void>;
    await new AsyncFunction(fetchCode(call))();
    expect(theCall(namesOf(call))).toEqual(expected(call));
  });

  it.each(programs.filter((program) => program === 'python3'))('as %s with the requests package', async (python) => {
    const call = calls[place](address());
    // The package's own functions take the same names; what they were called with is printed.
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-requests-'));
    writeFileSync(
      join(folder, 'requests.py'),
      'import json\ndef get(url, **more): print(json.dumps(["GET", url, more]))\ndef post(url, **more): print(json.dumps(["POST", url, more]))\n',
    );
    const printed = await run(python, ['-c', requestsCode(call)], '', { ...process.env, PYTHONPATH: folder });
    rmSync(folder, { recursive: true });
    const headers = headersOf(call);
    expect(JSON.parse(printed)).toEqual([
      call.method,
      call.url,
      {
        ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
        [place === 'body' ? 'data' : 'params']: Object.fromEntries(paramsOf(call)),
      },
    ]);
  });
});

it.each(programs.filter((program) => program === 'curl'))('brackets in an address are no pattern for %s', async () => {
  const call = { ...calls.body(`${address()}?fields[]={a,b}`), method: 'GET' } as const;
  await run('sh', ['-c', `${curlCommand(call)} --silent`]);
  expect(theCall([]).map(({ params }) => params)).toEqual([[['fields[]', '{a,b}'], ...paramsOf(call)]]);
});

it('HTTPie and PowerShell have the same call in their own words', () => {
  const quiet = (call: ApiCall): ApiCall => ({
    ...call,
    token: { ...call.token, value: "t'k" },
    proof: null,
    headers: [],
  });
  const made = (write: (call: ApiCall) => string | null) =>
    places.map((place) => write(quiet(calls[place]('https://x/me'))));
  expect(made(httpieCommand)).toEqual([
    String.raw`http GET 'https://x/me' 'Authorization:Bearer t'\''k' 'fields==a b&c'`,
    String.raw`http GET 'https://x/me' 'access_token==t'\''k' 'openid==o=1'`,
    String.raw`http --form POST 'https://x/me' 'access_token=t'\''k' 'openid=o=1'`,
  ]);
  expect(made(powerShellCommand)).toEqual([
    "Invoke-RestMethod -Method Get -Uri 'https://x/me?fields=a%20b%26c' -Headers @{ 'Authorization' = 'Bearer t''k' }",
    "Invoke-RestMethod -Method Get -Uri 'https://x/me?access_token=t''k&openid=o%3D1'",
    "Invoke-RestMethod -Method Post -Uri 'https://x/me' -Body @{ 'access_token' = 't''k'; 'openid' = 'o=1' }",
  ]);
});
