import { describe, expect, it } from 'vitest';
import { makeCertificate, type CertificateWish } from '../testing/certificates';
import { certificateFacts, judgeChain, readCertificates } from './extra-ca';

const HOST = 'auth.internal.example';
const DAY = 86_400_000;
const past = new Date(Date.now() - 2 * DAY);
const wayBack = new Date(Date.now() - 9 * DAY);
const root = makeCertificate({ name: 'Test root', issuer: null, authority: true });
const other = makeCertificate({ name: 'Test root', issuer: null, authority: true });

const leaf = (wish: Partial<CertificateWish> = {}) =>
  makeCertificate({ name: HOST, issuer: root, hosts: [HOST, '127.0.0.1'], purpose: 'server', ...wish });
const below = (wish: Partial<CertificateWish> = {}) =>
  makeCertificate({ name: 'Below', issuer: root, authority: true, ...wish });

function judge(presented: readonly { readonly pem: string }[], host = HOST, trusted = root) {
  const pems = presented.map(({ pem }) => pem);
  const judged = judgeChain(pems, host, readCertificates(trusted.pem) ?? [], Date.now());
  return judged.kind === 'trusted' ? 'trusted' : judged.why;
}

describe('a chain that the system does not know', () => {
  it('is trusted where the extra certificates vouch for it', () => {
    expect(judge([leaf()])).toBe('trusted');
    expect(judge([leaf()], '127.0.0.1')).toBe('trusted');
    const authority = below();
    expect(judge([leaf({ issuer: authority }), authority])).toBe('trusted');
    expect(judge([leaf({ issuer: authority })], HOST, authority)).toBe('trusted');
    const itself = makeCertificate({ name: HOST, issuer: null, hosts: [HOST] });
    expect(judge([itself], HOST, itself)).toBe('trusted');
  });

  it('is refused for another host', () => {
    expect(judge([leaf()], 'other.example')).toBe('wrong_host');
    expect(judge([leaf()], '127.0.0.2')).toBe('wrong_host');
    expect(judge([leaf({ hosts: [] })])).toBe('wrong_host');
    const itself = makeCertificate({ name: HOST, issuer: null, hosts: [HOST] });
    expect(judge([itself], 'other.example', itself)).toBe('wrong_host');
  });

  it('is refused before and after its time, its authorities’ too', () => {
    expect(judge([leaf({ validFrom: wayBack, validTo: past })])).toBe('expired');
    expect(judge([leaf({ validFrom: new Date(Date.now() + DAY) })])).toBe('expired');
    const old = below({ validFrom: wayBack, validTo: past });
    expect(judge([leaf({ issuer: old }), old])).toBe('unknown_authority');
    const oldRoot = makeCertificate({ name: 'Old', issuer: null, authority: true, validFrom: wayBack, validTo: past });
    expect(judge([leaf({ issuer: oldRoot })], HOST, oldRoot)).toBe('unknown_authority');
  });

  it('is refused where another authority of the same name signed it', () => {
    expect(judge([leaf({ issuer: other })])).toBe('unknown_authority');
    expect(judge([leaf({ issuer: other }), other])).toBe('unknown_authority');
  });

  it('is refused where somebody signed who may not', () => {
    const server = makeCertificate({ name: 'A server', issuer: root, hosts: ['mine.example'] });
    expect(judge([leaf({ issuer: server }), server])).toBe('unknown_authority');
    const last = below({ pathLength: 0 });
    const tooDeep = makeCertificate({ name: 'Too deep', issuer: last, authority: true });
    expect(judge([leaf({ issuer: last }), last])).toBe('trusted');
    expect(judge([leaf({ issuer: tooDeep }), tooDeep, last])).toBe('unknown_authority');
    const limited = below({ nameConstraints: true });
    expect(judge([leaf({ issuer: limited }), limited])).toBe('unknown_authority');
  });

  it('is refused for another purpose, and for weak signatures', () => {
    expect(judge([leaf({ purpose: 'client' })])).toBe('wrong_usage');
    expect(judge([leaf({ weak: true })])).toBe('weak');
  });

  it('is refused where it cannot be read, or leads in a circle', () => {
    expect(judge([])).toBe('unreadable');
    expect(judge([{ pem: 'nothing' }])).toBe('unreadable');
    const many = Array.from({ length: 20 }, () => other);
    expect(judge([leaf({ issuer: other }), ...many])).toBe('unknown_authority');
    // Of a long one only the beginning is looked at.
    const authority = below();
    expect(judge([leaf({ issuer: authority }), ...many.slice(0, 8), authority])).toBe('trusted');
    expect(judge([leaf({ issuer: authority }), ...many, authority])).toBe('unknown_authority');
  });
});

describe('a file of certificates', () => {
  it('may hold several, with words between, and a key that is not kept', () => {
    const found = readCertificates(`first\n${root.pem}and\n${root.keyPem}${other.pem}`);
    expect(found?.map((each) => certificateFacts(each).subject)).toEqual(['CN=Test root', 'CN=Test root']);
    expect(found?.map(String).join('')).not.toContain('PRIVATE KEY');
  });

  it('says who, by whom, until when', () => {
    const [found] = readCertificates(leaf().pem) ?? [];
    expect(found && certificateFacts(found)).toMatchObject({
      subject: `CN=${HOST}`,
      issuer: 'CN=Test root',
      authority: false,
    });
  });

  it.each(['', 'no certificate', root.keyPem, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'without any is refused: %#',
    (text) => expect(readCertificates(text)).toBeNull(),
  );
});
