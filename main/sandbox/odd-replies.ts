/**
 * Replies in the odd shapes that real servers give them (one provider or another is known for each), made of a sound one. The tokens in
 * them are good: only the coat is odd.
 */
import type { Reply } from './exchange';

export type OddShape = 'loose' | 'form' | 'jsonp' | 'nested' | 'bare' | 'cut' | 'ahead' | 'behind';

/** By how much a wrong clock is wrong, in seconds. */
const WRONG_BY = 3600;

/**
 * @param now epoch milliseconds, for shapes that tell points of time
 * @returns the reply in that shape; one that grants nothing, or cannot be read, as it was but for its clock
 */
export function reshape(reply: Reply, shape: OddShape, now: number): Reply {
  const read = reply.outcome.kind === 'granted' ? readFields(reply.body) : null;
  switch (shape) {
    case 'ahead':
      return byAnotherClock(reply, now + WRONG_BY * 1000);
    case 'behind':
      return byAnotherClock(reply, now - WRONG_BY * 1000);
    case 'cut':
      return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
    case 'loose':
      return loosen(reply);
    case 'form':
      return read === null ? reply : typed(reply, 'application/x-www-form-urlencoded', formOf(read));
    case 'jsonp':
      return read === null ? reply : typed(reply, 'text/html; charset=utf-8', `callback( ${JSON.stringify(read)} );\n`);
    case 'nested':
      return read === null ? reply : json(reply, { code: 0, message: 'success', data: read });
    case 'bare': {
      if (read === null) return reply;
      const { expires_in: _expires, token_type: _type, ...bare } = read;
      return json(reply, bare);
    }
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Kaixin001's last comma is no JSON. */
function readFields(body: string): Fields | null {
  try {
    return JSON.parse(body.replace(/,\s*\}\s*$/, '}')) as Fields;
  } catch {
    return null; // not a body of ours: it goes out as it is
  }
}

/** A server whose clock is wrong tells its own time in `Date`. */
function byAnotherClock(reply: Reply, clock: number): Reply {
  return { ...reply, headers: { ...reply.headers, Date: new Date(clock).toUTCString() } };
}

function loosen(reply: Reply): Reply {
  const quoted = reply.body.replace(/("expires_in":\s*)(\d+)/, '$1"$2"').replace(/\s*"token_type":\s*"[^"]*",/, '');
  const body = `\u{feff}${quoted.replace(/,?\s*\}\s*$/, ',\n}\n')}`;
  return { ...typed(reply, 'text/html; charset=utf-8', body), status: reply.status === 200 ? 201 : reply.status };
}

function formOf(fields: Fields): string {
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

function json(reply: Reply, fields: Fields): Reply {
  return { ...reply, body: JSON.stringify(fields) };
}

function typed(reply: Reply, type: string, body: string): Reply {
  return { ...reply, headers: { ...reply.headers, 'Content-Type': type }, body };
}
