/** The window's picture where the system does not take it from the program itself: Linux. Put into the bundle when it is built. */
import { nativeImage, type NativeImage } from 'electron';

const files: Readonly<Record<string, string>> = import.meta.glob('../../build/icons/256x256.png', {
  eager: true,
  query: '?inline',
  import: 'default',
});

/** Undefined where the system knows better, or the picture is not there. */
export function windowIcon(platform: string): NativeImage | undefined {
  if (platform !== 'linux') return undefined;
  const image = nativeImage.createFromDataURL(files['../../build/icons/256x256.png'] ?? '');
  return image.isEmpty() ? undefined : image;
}
