/**
 * Shopify signs its callback: `hmac` is HMAC-SHA256 in hex, by the client secret, over all other parameters sorted by name and joined as
 * `name=value` with "&". Source: the Shopify row of the provider survey (SocialiteProviders, OpenIddict).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../secret';

/**
 * Is this callback from Shopify, and about this shop?
 *
 * @param parameters of the callback, decoded
 * @param host the shop's host, as the authorize URL has it
 */
export function isFromShopify(
  parameters: readonly (readonly [string, string])[],
  clientSecret: Secret,
  host: string,
): boolean {
  const given = parameters.filter(([name]) => name === 'hmac').map(([, value]) => value);
  const shop = parameters.filter(([name]) => name === 'shop').map(([, value]) => value);
  if (given.length !== 1 || shop.some((value) => value !== host)) return false;
  const text = parameters
    .filter(([name]) => name !== 'hmac' && name !== 'signature')
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const wanted = createHmac('sha256', clientSecret.reveal()).update(text).digest();
  const found = Buffer.from(given[0] ?? '', 'hex');
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}
