/**
 * app://latchkey/ — the scheme the app's own pages are served by, instead of file://, so that they have an origin, a strict content
 * security policy, and no way to other files.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Protocol } from 'electron';

export const APP_ORIGIN = 'app://latchkey';

/** To be handed to protocol.registerSchemesAsPrivileged before the app is ready. */
export const APP_SCHEME = { scheme: 'app', privileges: { standard: true, secure: true } } as const;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

/** Bytes. Larger ones are held up half-way, as they fill Chromium's pipe. */
const PIECE = 256 * 1024;
/** Milliseconds in which Chromium passes on the last piece, which it has only just been handed. */
const LAST_PIECE_MS = 5;
/** Milliseconds until the app is started without its page. */
const PATIENCE_MS = 5000;

const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * Serves the app in the default session, whose windows are our own.
 * @param folder with the built pages
 * @returns when the first page and all that it names have been handed over, or were not asked for within some seconds: whoever keeps
 * the process busy before keeps the window empty
 */
export function serveFirstPage(protocol: Protocol, folder: string): Promise<void> {
  return new Promise((resolve) => {
    const wanted = new Set<string>();
    const had = new Set<string>();
    const delivered = (file: string, content: Buffer): void => {
      if (file.endsWith('.html')) for (const name of assetsOf(content)) wanted.add(name);
      had.add(file);
      if ([...wanted].every((name) => had.has(name))) setTimeout(resolve, LAST_PIECE_MS);
    };
    protocol.handle('app', (request) => serve(request, folder, delivered));
    // A page that does not load must not keep the app from starting.
    setTimeout(resolve, PATIENCE_MS).unref();
  });
}

/**
 * SECURITY: serves one page and what it names in a session where others' pages are shown, and nothing else of the app.
 * @param folder with the built pages
 * @param page its file's name
 */
export function serveOnePage(protocol: Protocol, folder: string, page: string): void {
  let names: Promise<readonly string[]> | undefined;
  protocol.handle('app', async (request) => {
    names ??= readFile(path.join(folder, page)).then(assetsOf);
    const file = fileFor(request.url, folder);
    const asked = file && nameIn(folder, file);
    if (asked === undefined || (asked !== page && !(await names).includes(asked))) return refuse();
    return serve(request, folder);
  });
}

const nameIn = (folder: string, file: string): string => path.relative(folder, file).replaceAll(path.sep, '/');

/** The scripts and styles that a page names, as paths in its folder. */
function assetsOf(page: Buffer): readonly string[] {
  return [...page.toString('utf8').matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name = '']) => name);
}

async function serve(
  request: { readonly url: string; readonly method: string },
  folder: string,
  delivered: (file: string, content: Buffer) => void = () => undefined,
): Promise<Response> {
  const file = request.method === 'GET' ? fileFor(request.url, folder) : undefined;
  const type = file === undefined ? undefined : CONTENT_TYPES[path.extname(file)];
  if (file === undefined || type === undefined) return refuse();
  let content: Buffer;
  try {
    content = await readFile(file);
  } catch {
    // Not there: the same answer as for a path that is not allowed.
    return refuse();
  }
  const nonce = randomBytes(16).toString('base64');
  const body = type.startsWith('text/html') ? content.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce) : content;
  const handedOver = (): void => delivered(nameIn(folder, file), content);
  return new Response(inPieces(Buffer.from(body), handedOver), {
    headers: { 'content-type': type, ...securityHeaders(nonce) },
  });
}

/** A body that tells when its last piece has been taken: Chromium takes it piece by piece, whenever this process is idle. */
function inPieces(body: Buffer, taken: () => void): ReadableStream<Uint8Array> {
  let from = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (from < body.length) {
          controller.enqueue(body.subarray(from, (from += PIECE)));
          return;
        }
        controller.close();
        taken();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The file of an app:// URL; undefined where it would lie outside the folder. */
function fileFor(url: string, folder: string): string | undefined {
  const parsed = new URL(url);
  if (parsed.host !== 'latchkey') return undefined;
  const name = decoded(parsed.pathname);
  if (name === undefined) return undefined;
  const file = path.resolve(folder, `.${name}`);
  return file.startsWith(folder + path.sep) ? file : undefined;
}

/** Undefined where it is no percent-encoding: any page of a provider may ask for that, and must not fill the log by it. */
function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

// SECURITY: no inline script, no eval, no connection to anywhere; the nonce is for Mantine's own <style>.
function securityHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "font-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}

function refuse(): Response {
  return new Response('Not found', { status: 404, headers: securityHeaders('none') });
}
