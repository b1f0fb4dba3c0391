/** The tray's picture: from build/icons (`tray*.png`, on macOS `*Template*.png`), put into the bundle when it is built. */
import { nativeImage, type NativeImage } from 'electron';

const files: Readonly<Record<string, string>> = import.meta.glob('../../../build/icons/tray*.png', {
  eager: true,
  query: '?inline',
  import: 'default',
});

export function trayImage(mac: boolean): NativeImage {
  const image = nativeImage.createEmpty();
  for (const [name, dataURL] of Object.entries(files)) {
    if (name.includes('Template') !== mac) continue;
    const scaleFactor = Number(/@([\d.]+)x\.png$/.exec(name)?.[1] ?? 1);
    image.addRepresentation({ scaleFactor, dataURL });
  }
  // Only its shape counts then: the system draws it in the colour of its bar.
  if (mac) image.setTemplateImage(true);
  return image;
}
