/**
 * The two files that hold an icon in several sizes: Windows' .ico and macOS' .icns. Written here, for both are a header, a table and the
 * pictures one after the other.
 */

/**
 * @typedef {object} Picture
 * @property {number} size width and height in pixels
 * @property {Buffer} png the picture as a PNG
 * @property {Buffer} rgba its pixels, four bytes each, from the top
 */

/** From this size on Windows takes PNGs everywhere; below it some of its tools still want bitmaps. */
const PNG_FROM = 256;

/**
 * @param {readonly Picture[]} pictures 256 pixels at most
 * @returns {Buffer} an .ico file
 */
export function icoFile(pictures) {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length + 16 * pictures.length;
  const images = pictures.map((picture) => (picture.size >= PNG_FROM ? picture.png : bitmap(picture)));
  const entries = pictures.map(({ size }, index) => {
    const length = images[index]?.length ?? 0;
    const entry = Buffer.alloc(16);
    // 256 does not fit into a byte, and is written as 0.
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...images]);
}

/**
 * A device-independent bitmap as icons hold it: twice as high as it is, for the mask that follows the pixels.
 *
 * @param {Picture} picture
 */
function bitmap({ size, rgba }) {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(size, 4);
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const pixels = Buffer.alloc(size * size * 4);
  const maskRow = Math.ceil(size / 32) * 4;
  const mask = Buffer.alloc(maskRow * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = (y * size + x) * 4;
      // From the bottom, and blue first.
      const to = ((size - 1 - y) * size + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(from, from + 4);
      pixels.set([blue, green, red, alpha], to);
      const at = (size - 1 - y) * maskRow + (x >> 3);
      if (alpha === 0) mask[at] = (mask[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  header.writeUInt32LE(pixels.length + mask.length, 20);
  return Buffer.concat([header, pixels, mask]);
}

/** Which picture stands under which name: `@2x` of a size is the picture of twice as many pixels. */
const icnsTypes = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]);

/**
 * @param {readonly Picture[]} pictures one of each size that macOS wants: 16, 32, 64, 128, 256, 512, 1024
 * @returns {Buffer} an .icns file
 */
export function icnsFile(pictures) {
  const parts = icnsTypes.map(([type, size]) => {
    const picture = pictures.find((each) => each.size === size);
    if (picture === undefined) throw new Error(`no picture of ${size} pixels`);
    return Buffer.concat([Buffer.from(type, 'latin1'), fourBytes(picture.png.length + 8), picture.png]);
  });
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from('icns', 'latin1'), fourBytes(body.length + 8), body]);
}

/** @param {number} bytes */
function fourBytes(bytes) {
  const written = Buffer.alloc(4);
  written.writeUInt32BE(bytes);
  return written;
}
