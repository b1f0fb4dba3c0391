/**
 * The tray's picture: from build/icons (`tray*.png`, on macOS `*Template*.png`), put into the bundle when it is built; a key drawn here where
 * there is none.
 */
import { nativeImage, type NativeImage } from 'electron';

const files: Readonly<Record<string, string>> = import.meta.glob('../../../build/icons/tray*.png', {
  eager: true,
  query: '?inline',
  import: 'default',
});

const KEY = [
  '................',
  '...####.........',
  '..##..##........',
  '.##....##.......',
  '.##....##.......',
  '.##....##.......',
  '..##..##........',
  '...####.........',
  '....##..........',
  '....##..........',
  '....#####.......',
  '....##.##.......',
  '....##..........',
  '....####........',
  '....##..........',
  '................',
];

/** Brass between the light theme's and the dark one's, which can be seen on bars of either kind. */
const BRASS = [0x2e, 0x91, 0xb5, 0xff];
const BLACK = [0, 0, 0, 0xff];

export function trayImage(mac: boolean): NativeImage {
  const image = fromFiles(mac) ?? drawn(mac);
  // Only its shape counts then: the system draws it in the colour of its bar.
  if (mac) image.setTemplateImage(true);
  return image;
}

/** `tray.png` with its `@2x`; `trayTemplate.png` where macOS is meant. */
function fromFiles(mac: boolean): NativeImage | null {
  const named = Object.entries(files).filter(([name]) => name.includes('Template') === mac);
  if (named.length === 0) return null;
  const image = nativeImage.createEmpty();
  for (const [name, dataURL] of named) {
    const scaleFactor = Number(/@([\d.]+)x\.png$/.exec(name)?.[1] ?? 1);
    image.addRepresentation({ scaleFactor, dataURL });
  }
  return image.isEmpty() ? null : image;
}

function drawn(mac: boolean): NativeImage {
  const image = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const size = KEY.length * scaleFactor;
    const buffer = Buffer.alloc(size * size * 4);
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const filled = KEY[Math.floor(y / scaleFactor)]?.[Math.floor(x / scaleFactor)] === '#';
        buffer.set(filled ? (mac ? BLACK : BRASS) : [0, 0, 0, 0], (y * size + x) * 4);
      }
    }
    image.addRepresentation({ scaleFactor, width: size, height: size, buffer });
  }
  return image;
}
