/**
 * Captured exchanges as HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), as browsers and proxies read it. Pure. SECURITY: made of
 * captures alone, which hold masks in the place of secrets.
 */
import type { CapturedAttempt } from '../accounts';
import type { CapturedAnswer, CapturedPair, CapturedRequest, CapturedStep } from '../oauth';

const COMMENT = 'Secrets are masked: the last four characters and a fingerprint are shown.';

/** @param version of Latchkey */
export function harOf(attempts: readonly CapturedAttempt[], version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Latchkey', version },
      pages: attempts.map(({ id, at, kind }) => ({
        startedDateTime: new Date(at).toISOString(),
        id,
        title: kind,
        pageTimings: {},
      })),
      entries: attempts.flatMap(({ id, steps }) => steps.map((step) => entryOf(id, step))),
      comment: COMMENT,
    },
  };
}

function entryOf(pageref: string, { at, request, answer }: CapturedStep): object {
  const time = Math.max(0, answer.at - at);
  return {
    pageref,
    startedDateTime: new Date(at).toISOString(),
    time,
    request: requestOf(request),
    response: responseOf(answer),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    comment: COMMENT,
  };
}

function requestOf({ method, url, query, headers, body, encoding }: CapturedRequest): object {
  const mimeType = encoding === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  const postData = {
    mimeType,
    // Of forms only, as the format has it.
    params: encoding === 'json' ? [] : named(body),
    text: encoding === 'json' ? JSON.stringify(Object.fromEntries(body)) : textOf(body),
  };
  return {
    method,
    url: query.length === 0 ? url : `${url}?${textOf(query)}`,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: named(headers),
    queryString: named(query),
    ...(encoding === 'none' ? {} : { postData }),
    headersSize: -1,
    bodySize: -1,
  };
}

/** A request without an answer has the status 0, as in browsers. */
function responseOf(answer: CapturedAnswer): object {
  const common = { statusText: '', httpVersion: 'HTTP/1.1', cookies: [], headersSize: -1 };
  if (answer.kind !== 'reply') {
    return {
      ...common,
      status: 0,
      headers: [],
      content: { size: 0, mimeType: 'x-unknown' },
      redirectURL: '',
      bodySize: -1,
      _error: answer.detail === '' ? answer.reason : `${answer.reason}: ${answer.detail}`,
    };
  }
  const { status, headers, text, bytes, contentType } = answer;
  return {
    ...common,
    status,
    headers: named(headers),
    content: { size: bytes, mimeType: contentType ?? 'x-unknown', text },
    redirectURL: headers.find(([name]) => name === 'location')?.[1] ?? '',
    bodySize: bytes,
  };
}

function named(pairs: readonly CapturedPair[]): readonly { readonly name: string; readonly value: string }[] {
  return pairs.map(([name, value]) => ({ name, value }));
}

/** As it stands in a URL or a form. */
function textOf(pairs: readonly CapturedPair[]): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
