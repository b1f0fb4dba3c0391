/**
 * The platform's marks for what is not to be kept: clipboard histories, clouds and managers that know them pass over what wears them.
 * The adapter for one difference: since Electron 44 one write carries several formats; before, each write takes the place of the last, so
 * that a mark could only be had for the text, and the text comes first.
 */
import type { SystemClipboard } from './clipboard';

/** What of Electron's clipboard is used; `write` takes {@link ItemMaker}'s items since 44, and an object of texts before. */
export interface ElectronClipboard<Item> {
  readText(): string | Promise<string>;
  writeText(text: string): void | Promise<void>;
  clear(): void | Promise<void>;
  write(items: Item[]): void | Promise<void>;
}

type ItemMaker<Item> = new (formats: Record<string, string>) => Item;

/** A number as Windows wants it: four bytes, the lowest first. */
const ZERO = '\0\0\0\0';
const ONE = '\u0001\0\0\0';

const marks: Partial<Record<NodeJS.Platform, Readonly<Record<string, string>>>> = {
  // Microsoft, "Clipboard Formats": the first is there or not, the others are 0 for no.
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: ONE,
    CanIncludeInClipboardHistory: ZERO,
    CanUploadToCloudClipboard: ZERO,
  },
  // nspasteboard.org: there or not, whatever they hold.
  darwin: { 'org.nspasteboard.ConcealedType': '1', 'org.nspasteboard.TransientType': '1' },
  // Klipper, and the managers that follow it.
  linux: { 'x-kde-passwordManagerHint': 'secret' },
};

/** The formats of one marked text, by the names that Electron gives them. */
export function markedFormats(text: string, platform: NodeJS.Platform): Record<string, string> {
  const worn = Object.entries(marks[platform] ?? {}).map(([name, value]) => [
    `electron application/osclipboard;format="${name}"`,
    value,
  ]);
  return { 'text/plain': text, ...Object.fromEntries(worn) };
}

/** @param Item Electron's ClipboardItem, undefined before 44 */
export function markingClipboard<Item>(
  clipboard: ElectronClipboard<Item>,
  Item: ItemMaker<Item> | undefined,
  platform: NodeJS.Platform,
): SystemClipboard {
  /** SECURITY: wears the marks where it can. */
  const writeMarked = async (text: string, Maker: ItemMaker<Item>): Promise<boolean> => {
    try {
      await clipboard.write([new Maker(markedFormats(text, platform))]);
      return (await clipboard.readText()) === text;
    } catch {
      // The text is written without them then: it was asked for, the marks are what is added to it.
      return false;
    }
  };
  return {
    readText: () => clipboard.readText(),
    writeText: (text) => clipboard.writeText(text),
    clear: () => clipboard.clear(),
    async writeSecret(text) {
      if (Item !== undefined && (await writeMarked(text, Item))) return;
      await clipboard.writeText(text);
    },
  };
}
