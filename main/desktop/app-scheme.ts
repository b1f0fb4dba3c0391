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

const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * Serves the app's pages in a session.
 * @param protocol of the session whose windows show them
 * @param folder with the built pages
 */
export function serveAppPages(protocol: Protocol, folder: string): void {
  protocol.handle('app', (request) => serve(request, folder));
}

async function serve(request: { readonly url: string; readonly method: string }, folder: string): Promise<Response> {
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
  return new Response(body as BodyInit, { headers: { 'content-type': type, ...securityHeaders(nonce) } });
}

/** The file of an app:// URL; undefined where it would lie outside the folder. */
function fileFor(url: string, folder: string): string | undefined {
  const parsed = new URL(url);
  if (parsed.host !== 'latchkey') return undefined;
  const file = path.resolve(folder, `.${decodeURIComponent(parsed.pathname)}`);
  return file.startsWith(folder + path.sep) ? file : undefined;
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
