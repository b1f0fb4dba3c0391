import { describe, expect, it } from 'vitest';
import { markedFormats, markingClipboard, type ElectronClipboard } from './clipboard-marks';

class FakeItem {
  constructor(readonly formats: Record<string, string>) {}
}

/** As Electron has it since 44: one write, all its formats. */
class FakeClipboard implements ElectronClipboard<FakeItem> {
  formats: Record<string, string> = {};
  failing: 'not' | 'throws' | 'drops_the_text' = 'not';
  readText = () => Promise.resolve(this.formats['text/plain'] ?? '');
  async writeText(text: string) {
    this.formats = { 'text/plain': text };
  }
  async clear() {
    this.formats = {};
  }
  async write([item]: FakeItem[]) {
    if (this.failing === 'throws') throw new Error('no such format');
    const { 'text/plain': text, ...marks } = item?.formats ?? {};
    this.formats = this.failing === 'drops_the_text' ? marks : { 'text/plain': text ?? '', ...marks };
  }
}

const raw = (name: string) => `electron application/osclipboard;format="${name}"`;

describe('a secret on the clipboard', () => {
  it.each([
    ['linux', { [raw('x-kde-passwordManagerHint')]: 'secret' }],
    [
      'win32',
      {
        [raw('ExcludeClipboardContentFromMonitorProcessing')]: '\u0001\0\0\0',
        [raw('CanIncludeInClipboardHistory')]: '\0\0\0\0',
        [raw('CanUploadToCloudClipboard')]: '\0\0\0\0',
      },
    ],
    ['darwin', { [raw('org.nspasteboard.ConcealedType')]: '1', [raw('org.nspasteboard.TransientType')]: '1' }],
    ['freebsd', {}],
  ] as const)('wears the marks of %s in the same write', async (platform, marks) => {
    const system = new FakeClipboard();
    await markingClipboard(system, FakeItem, platform).writeSecret('token');
    expect(system.formats).toEqual({ 'text/plain': 'token', ...marks });
    expect(markedFormats('token', platform)).toEqual(system.formats);
  });

  it.each(['throws', 'drops_the_text'] as const)('is there without marks where a marked write %s', async (failing) => {
    const system = new FakeClipboard();
    system.failing = failing;
    await markingClipboard(system, FakeItem, 'linux').writeSecret('token');
    expect(system.formats).toEqual({ 'text/plain': 'token' });
  });

  it('is only text before Electron 44, where a second write would take its place', async () => {
    const system = new FakeClipboard();
    await markingClipboard(system, undefined, 'linux').writeSecret('token');
    expect(system.formats).toEqual({ 'text/plain': 'token' });
  });

  it('is not what public text is', async () => {
    const system = new FakeClipboard();
    const board = markingClipboard(system, FakeItem, 'linux');
    await board.writeText('a public key');
    expect(system.formats).toEqual({ 'text/plain': 'a public key' });
    await board.clear();
    expect(await board.readText()).toBe('');
  });
});
