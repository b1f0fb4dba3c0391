import type { ProxyConfig, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { SYSTEM_NETWORK, type NetworkProfile } from '../oauth';
import { makeCertificate } from '../testing/certificates';
import { certificateJudge, useNetworkProfile } from './network-profile';

const TRUSTED = 0;
const REFUSED = -2;
const AS_CHROMIUM_SAYS = -3;
const UNKNOWN_AUTHORITY = -202;
const EXPIRED = -201;

const root = makeCertificate({ name: 'Root', issuer: null, authority: true });
const server = makeCertificate({ name: 'a', issuer: root, hosts: ['a.example'] });

function judge(profile: Partial<NetworkProfile>, hostname: string, errorCode: number): number | null {
  const judged = certificateJudge({ ...SYSTEM_NETWORK, ...profile }, Date.now);
  const certificate = { data: server.pem } as Parameters<NonNullable<typeof judged>>[0]['certificate'];
  return judged === null ? null : judged({ hostname, errorCode, certificate });
}

describe('certificates', () => {
  it('are Chromium’s matter where the profile says nothing', () => {
    expect(judge({}, 'a.example', UNKNOWN_AUTHORITY)).toBeNull();
  });

  it('of an unknown authority are judged by the extra ones, and every other fault stays one', () => {
    const profile = { extraCa: root.pem };
    expect(judge(profile, 'a.example', UNKNOWN_AUTHORITY)).toBe(TRUSTED);
    expect(judge(profile, 'b.example', UNKNOWN_AUTHORITY)).toBe(REFUSED);
    expect(judge(profile, 'a.example', EXPIRED)).toBe(AS_CHROMIUM_SAYS);
    expect(judge(profile, 'a.example', 0)).toBe(AS_CHROMIUM_SAYS);
  });

  it('of this computer may be anything where its user says so, and nowhere else', () => {
    const profile = { trustLoopback: true };
    for (const host of ['localhost', '127.0.0.1', '::1', '[::1]']) expect(judge(profile, host, EXPIRED)).toBe(TRUSTED);
    for (const host of ['a.example', 'localhost.example', '128.0.0.1'])
      expect(judge(profile, host, UNKNOWN_AUTHORITY)).toBe(AS_CHROMIUM_SAYS);
    const through = (url: string) => judge({ ...profile, proxy: { kind: 'fixed', url } }, '127.0.0.1', EXPIRED);
    expect(through('http://127.0.0.1:8080')).toBe(TRUSTED);
    expect(through('socks5://127.0.0.1:8080')).toBe(TRUSTED);
    // Through a proxy elsewhere "this computer" is the proxy's.
    expect(through('http://proxy.example:8080')).toBeNull();
  });
});

describe('a proxy', () => {
  /** A session whose network process knows of what it was told only when it was asked so many times. */
  function slow(times: number) {
    let [told, known, asked]: [ProxyConfig, ProxyConfig, number] = [{ mode: 'direct' }, { mode: 'direct' }, 0];
    const session = {
      setProxy: async (config: ProxyConfig) => void (told = config),
      setCertificateVerifyProc: () => undefined,
      resolveProxy: async (url: string) => {
        asked += 1;
        if (asked > times) known = told;
        const past = known.mode === 'direct' || known.proxyBypassRules?.split(';').includes(new URL(url).hostname);
        return past === true ? 'DIRECT' : `PROXY ${known.proxyRules}`;
      },
    };
    return { session: session as unknown as Session, known: () => known };
  }
  const through = (url: string): NetworkProfile => ({ ...SYSTEM_NETWORK, proxy: { kind: 'fixed', url } });

  it('is waited for until the network process knows of it, also where it takes the place of another', async () => {
    const { session, known } = slow(20);
    expect(await useNetworkProfile(session, through('http://one.example:80'))).toBe(true);
    expect(known().proxyRules).toBe('http://one.example:80');
    expect(await useNetworkProfile(session, through('http://two.example:80'))).toBe(true);
    expect(known().proxyRules).toBe('http://two.example:80');
    expect(await useNetworkProfile(session, { ...SYSTEM_NETWORK, proxy: { kind: 'direct' } })).toBe(true);
    expect(known().mode).toBe('direct');
  });

  it('that is not taken over is told, so that nothing goes past it', async () => {
    expect(await useNetworkProfile(slow(10_000).session, through('http://one.example:80'))).toBe(false);
  });
});
