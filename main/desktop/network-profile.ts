/** Puts a client's network profile into a browser session: its proxy, and the certificates that are trusted besides the system's. */
import type { Certificate, Request as VerifyRequest, Session } from 'electron';
import { isLoopbackHost, parseUrl } from '../providers';
import type { NetworkProfile } from '../oauth';
import { judgeChain, readCertificates } from './extra-ca';

/** What `setCertificateVerifyProc` is answered with. */
const TRUSTED = 0;
const REFUSED = -2;
const AS_CHROMIUM_SAYS = -3;

/** `net::ERR_CERT_AUTHORITY_INVALID` */
const UNKNOWN_AUTHORITY = -202;

/** Questions to the network process until a proxy counts as one that it does not take over. */
const PATIENCE = 200;

/** Makes each profile known to the network process by a name of its own. */
let given = 0;

/**
 * To be called before anything is loaded in the session; what it verified once, it remembers.
 * @returns whether the profile is in force; false where Chromium did not take its proxy over, and then nothing may be sent
 */
export async function useNetworkProfile(used: Session, profile: NetworkProfile): Promise<boolean> {
  const { proxy } = profile;
  given += 1;
  const mark = `profile-${given}.invalid`;
  if (proxy.kind === 'fixed') {
    // Everything goes there, also what Chromium would keep on this computer: a proxy on loopback is how traffic is looked at.
    await used.setProxy({ mode: 'fixed_servers', proxyRules: proxy.url, proxyBypassRules: `<-loopback>;${mark}` });
  } else {
    await used.setProxy({ mode: proxy.kind });
  }
  const judge = certificateJudge(profile, Date.now);
  used.setCertificateVerifyProc(judge === null ? null : (request, decide) => decide(judge(request)));
  return proxy.kind === 'system' || isInForce(used, proxy.kind, mark);
}

/**
 * SECURITY: the network process hears of a proxy on another way than it gets requests. One that has just begun, after a crash,
 * sent some first requests past the proxy (6 of 40 on Electron 25); so it is asked by which way it would go before anything is sent.
 * @param mark a host that goes past this very proxy, and past no other
 */
async function isInForce(used: Session, kind: 'fixed' | 'direct', mark: string): Promise<boolean> {
  for (let asked = 0; asked < PATIENCE; asked += 1) {
    const [marked, other] = await Promise.all(
      [mark, 'other.invalid'].map((host) => used.resolveProxy(`https://${host}/`)),
    );
    const past = other === 'DIRECT';
    if (kind === 'direct' ? past : !past && other !== '' && marked === 'DIRECT') return true;
  }
  return false;
}

/**
 * How certificates are judged beyond what Chromium does; null where it decides alone.
 *
 * SECURITY: Chromium's refusal is overruled in two cases only: the authority is unknown and the user's extra certificates vouch for the whole
 * chain; or the server is on this computer and the user said that this is enough.
 */
export function certificateJudge(
  profile: NetworkProfile,
  now: () => number,
): ((request: Pick<VerifyRequest, 'hostname' | 'errorCode' | 'certificate'>) => number) | null {
  const extra = profile.extraCa === null ? [] : (readCertificates(profile.extraCa) ?? []);
  const loopback = profile.trustLoopback && staysHere(profile);
  if (extra.length === 0 && !loopback) return null;
  return ({ hostname, errorCode, certificate }) => {
    if (errorCode === 0) return AS_CHROMIUM_SAYS;
    if (loopback && isLoopbackHost(hostname.includes(':') ? `[${hostname.replace(/^\[|\]$/g, '')}]` : hostname))
      return TRUSTED;
    if (errorCode !== UNKNOWN_AUTHORITY || extra.length === 0) return AS_CHROMIUM_SAYS;
    return judgeChain(chainOf(certificate), hostname, extra, now()).kind === 'trusted' ? TRUSTED : REFUSED;
  };
}

/** SECURITY: through a proxy elsewhere, `127.0.0.1` is the proxy's computer, or whatever the proxy says it is. */
function staysHere({ proxy }: NetworkProfile): boolean {
  return proxy.kind !== 'fixed' || isLoopbackHost(parseUrl(proxy.url.replace(/^socks5:/, 'http:'))?.hostname ?? '');
}

/** The presented chain, the server's certificate first. */
function chainOf(certificate: Certificate): readonly string[] {
  const chain: string[] = [];
  let next: Certificate | undefined = certificate;
  // A root names itself as its issuer.
  while (next !== undefined && !chain.includes(next.data)) {
    chain.push(next.data);
    next = next.issuerCert as Certificate | undefined;
  }
  return chain;
}
