/**
 * Alipay signs every call with RSA2: SHA256withRSA over all parameters but `sign`, sorted by name and joined as `name=value` with "&",
 * values as they are before encoding. Source: the Alipay row of the provider survey (JustAuth, overtrue/socialite, aspnet-contrib).
 */
import { sign, type KeyObject } from 'node:crypto';
import type { Parameter } from '../request-shape';
import type { EpochMs } from '../types';

/**
 * The parameters with `timestamp` and `sign`.
 *
 * @param now ms since the epoch; sent as Alipay's clock in Shanghai writes it
 */
export function signForAlipay(parameters: readonly Parameter[], key: KeyObject, now: EpochMs): readonly Parameter[] {
  const all: Parameter[] = [...parameters, ['timestamp', shanghaiTime(now)]];
  const text = all
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return [...all, ['sign', sign('sha256', Buffer.from(text, 'utf8'), key).toString('base64')]];
}

/** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai, which is UTC+8 all the year. */
function shanghaiTime(now: EpochMs): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
