import { describe, expect, it } from 'vitest';
import { SYSTEM_NETWORK, type NetworkProfile } from '../oauth';
import { makeCertificate } from '../testing/certificates';
import { certificateJudge } from './network-profile';

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
