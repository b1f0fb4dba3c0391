/** A token endpoint on loopback that answers every refresh, and the plainest client for it: what Latchkey's refreshes are measured against. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * @typedef {object} TokenEndpoint
 * @property {string} url
 * @property {() => number} answered how many requests it has answered
 * @property {() => Promise<void>} refresh one plain request for new tokens on a connection of its own, its reply read as JSON
 * @property {() => Promise<void>} close
 */

/**
 * @param {number} [delay] milliseconds that it takes to answer
 * @returns {Promise<TokenEndpoint>}
 */
export async function startTokenEndpoint(delay = 0) {
  let answered = 0;
  const server = createServer((incoming, response) => {
    incoming.resume().once('end', () => {
      answered += 1;
      // Each lives a minute longer than the one before, so that their ends can be told apart.
      const lifetime = 3600 + answered * 60;
      const tokens = { access_token: `access-${answered}`, refresh_token: `refresh-${answered}`, expires_in: lifetime };
      response.writeHead(200, { 'content-type': 'application/json' });
      const answer = () => response.end(JSON.stringify({ token_type: 'Bearer', ...tokens }));
      if (delay === 0) answer();
      else setTimeout(answer, delay);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The token endpoint has no port.');
  const url = `http://127.0.0.1:${address.port}/token`;
  return {
    url,
    answered: () => answered,
    refresh: () => plainRefresh(url),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * @param {string} url
 * @returns {Promise<void>}
 */
async function plainRefresh(url) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Basic Y2xpZW50OnNlY3JldA==' };
  const asking = request(url, { method: 'POST', agent: false, headers });
  asking.end('grant_type=refresh_token&refresh_token=refresh-1');
  const [response] = await once(asking, 'response');
  JSON.parse(await text(response));
}

/**
 * @param {() => Promise<unknown>} work
 * @returns {Promise<number>} milliseconds
 */
export async function millisecondsOf(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
