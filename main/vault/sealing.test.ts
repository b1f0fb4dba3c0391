import { describe, expect, it } from 'vitest';
import { fakeKeyring, fakeSealer } from './fakes';
import { judgeProtection, type Sealed, type Sealer } from './sealing';

async function sealed(sealer: Sealer, text: string): Promise<Sealed> {
  const result = await sealer.seal(text);
  if (result.kind !== 'sealed') throw new Error(result.detail);
  return result.sealed;
}

describe('judging the protection', () => {
  it.each([
    ['linux', 'v11', { kind: 'keyring', scheme: 'linux-v11' }],
    ['linux', 'v12', { kind: 'portal', scheme: 'linux-v12' }],
    ['darwin', 'v10', { kind: 'keychain', scheme: 'darwin-v10' }],
    ['win32', 'v10', { kind: 'dpapi', scheme: 'win32-v10' }],
  ])('finds that %s bytes with prefix %s are protected', async (platform, prefix, expected) => {
    expect(await judgeProtection(Object.assign(fakeKeyring(), { platform, prefix }))).toEqual(expected);
  });

  it('never takes the fixed key of Linux for protection, although the API calls it available', async () => {
    const keyring = Object.assign(fakeKeyring(), { prefix: 'v10' });
    expect(await judgeProtection(keyring)).toMatchObject({ kind: 'undecided', reason: 'fixed_key' });
  });

  it('says that there is no keyring where Linux has none', async () => {
    const keyring = Object.assign(fakeKeyring(), { available: false });
    expect(await judgeProtection(keyring)).toMatchObject({ kind: 'undecided', reason: 'no_keyring' });
  });

  it.each(['v99', 'abc'])('does not trust the unknown prefix %s', async (prefix) => {
    expect(await judgeProtection(Object.assign(fakeKeyring(), { prefix }))).toMatchObject({ reason: 'failed' });
  });

  it('says why where the probe cannot be sealed', async () => {
    const keyring = { ...fakeKeyring(), encrypt: () => Promise.reject(new Error('no bus')) };
    expect(await judgeProtection(keyring)).toEqual({ kind: 'undecided', reason: 'failed', detail: 'no bus' });
  });

  it('does not trust a key store that opens the probe to something else', async () => {
    const keyring = { ...fakeKeyring(), decrypt: async () => ({ text: 'other', reseal: false }) };
    expect(await judgeProtection(keyring)).toMatchObject({ reason: 'failed' });
  });
});

describe('sealing', () => {
  it.each(['', 'token', '令牌 🔑', 'x'.repeat(1_500_000)])('opens again what it sealed', async (text) => {
    const sealer = fakeSealer();
    expect(await sealer.open(await sealed(sealer, text))).toEqual({ kind: 'opened', text, reseal: false });
  });

  it('refuses to give out bytes under the fixed key when the keyring goes away in between', async () => {
    const keyring = fakeKeyring();
    const sealer = fakeSealer(keyring);
    keyring.prefix = 'v10';
    expect((await sealer.seal('token')).kind).toBe('key_unavailable');
  });

  it('gives out nothing that does not open again to the same text', async () => {
    const keyring = fakeKeyring();
    const open = keyring.decrypt.bind(keyring);
    keyring.decrypt = async (bytes) => ({ ...(await open(bytes)), text: 'other' });
    expect((await fakeSealer(keyring).seal('token')).kind).toBe('key_unavailable');
  });

  it('says that the key is not there while the keyring is locked, and opens the same bytes later', async () => {
    const keyring = fakeKeyring();
    const sealer = fakeSealer(keyring);
    const bytes = await sealed(sealer, 'token');
    keyring.available = false;
    expect((await sealer.open(bytes)).kind).toBe('key_unavailable');
    keyring.available = true;
    expect((await sealer.open(bytes)).kind).toBe('opened');
  });

  it('names a changed key every time, also when the wrong key decrypts to garbage without an error', async () => {
    const keyring = fakeKeyring();
    const sealer = fakeSealer(keyring);
    const bytes = await sealed(sealer, 'token');
    let withoutError = 0;
    for (let round = 0; round < 2000; round += 1) {
      keyring.change();
      await keyring.decrypt(bytes.bytes).then(
        () => (withoutError += 1),
        () => undefined,
      );
      expect((await sealer.open(bytes)).kind).toBe('key_changed');
    }
    expect(withoutError).toBeGreaterThan(0);
  });

  it('names the keyring that sealed and the one that is there now', async () => {
    const keyring = fakeKeyring();
    const sealer = fakeSealer(keyring);
    const bytes = await sealed(sealer, 'token');
    keyring.change();
    keyring.backend = 'kwallet6';
    expect(await sealer.open(bytes)).toMatchObject({
      kind: 'key_changed',
      detail: expect.stringMatching(/linux-v11, gnome_libsecret.*linux-v11, kwallet6/),
    });
  });

  it('calls bytes from another system sealed by another key', async () => {
    const sealer = fakeSealer();
    const bytes = await sealed(sealer, 'token');
    expect((await sealer.open({ ...bytes, scheme: 'darwin-v10' })).kind).toBe('key_changed');
  });

  it('calls bytes that no sealer wrote damaged, above all an empty buffer', async () => {
    const sealer = fakeSealer();
    const bytes = await sealed(sealer, 'token');
    expect((await sealer.open({ ...bytes, bytes: Buffer.alloc(0) })).kind).toBe('damaged');
    expect((await sealer.open({ ...bytes, bytes: Buffer.alloc(40) })).kind).toBe('damaged');
  });

  it('hands on that the key store wants the text sealed anew', async () => {
    const keyring = fakeKeyring();
    const sealer = fakeSealer(keyring);
    const bytes = await sealed(sealer, 'token');
    keyring.reseal = true;
    expect(await sealer.open(bytes)).toEqual({ kind: 'opened', text: 'token', reseal: true });
  });
});
