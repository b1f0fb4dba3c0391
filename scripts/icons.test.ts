/** The icons that go into packages: there in every size, in files that are what their names say. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { icnsFile, icoFile } from './lib/icon-containers.mjs';

const build = path.join(import.meta.dirname, '..', 'build');
const file = (...names: string[]): Buffer => readFileSync(path.join(build, ...names));

/** Width, height and colour type of a PNG (its IHDR chunk); 6 is colour with transparency. */
const shapeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20), png.readUInt8(25)];

it.each([16, 24, 32, 48, 64, 128, 256, 512, 1024])('there is a picture of %i pixels', (size) => {
  expect(shapeOf(file('icons', `${size}x${size}.png`))).toEqual([size, size, 6]);
});

it.each([
  ['tray', 16],
  ['tray@2x', 32],
  ['trayTemplate', 16],
  ['trayTemplate@2x', 32],
] as const)('%s is %i pixels', (name, size) => {
  expect(shapeOf(file('icons', `${name}.png`))).toEqual([size, size, 6]);
});

it('icon.ico has every size that Windows shows, 256 last and as a PNG', () => {
  const ico = file('icon.ico');
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  const entries = Array.from({ length: ico.readUInt16LE(4) }, (_none, index) => ico.subarray(6 + 16 * index));
  expect(entries.map((entry) => entry.readUInt8(0))).toEqual([16, 24, 32, 48, 64, 128, 0]);
  const last = entries.at(-1)!;
  const png = ico.subarray(last.readUInt32LE(12), last.readUInt32LE(12) + last.readUInt32LE(8));
  expect(shapeOf(png)).toEqual([256, 256, 6]);
  expect(last.readUInt32LE(12) + last.readUInt32LE(8)).toBe(ico.length);
});

it('icon.icns has every size that macOS shows, each as a PNG of that size', () => {
  const icns = file('icon.icns');
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const found: [string, number][] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    found.push([icns.toString('latin1', at, at + 4), icns.readUInt32BE(at + 8 + 16)]);
  }
  expect(Object.fromEntries(found)).toEqual({
    icp4: 16,
    icp5: 32,
    ic11: 32,
    ic12: 64,
    ic07: 128,
    ic13: 256,
    ic08: 256,
    ic14: 512,
    ic09: 512,
    ic10: 1024,
  });
});

describe('the containers', () => {
  const red = [255, 0, 0, 255];
  const clear = [0, 0, 0, 0];
  const picture = { size: 2, png: Buffer.from('a png'), rgba: Buffer.from([...red, ...clear, ...clear, ...red]) };

  it('an .ico holds small pictures as bitmaps, from the bottom, blue first, with a mask', () => {
    const ico = icoFile([picture]);
    const dib = ico.subarray(ico.readUInt32LE(6 + 12));
    expect([dib.readUInt32LE(0), dib.readInt32LE(4), dib.readInt32LE(8)]).toEqual([40, 2, 4]);
    expect([...dib.subarray(40, 56)]).toEqual([...clear, 0, 0, 255, 255, 0, 0, 255, 255, ...clear]);
    expect([...dib.subarray(56)]).toEqual([0x80, 0, 0, 0, 0x40, 0, 0, 0]);
  });

  it('an .icns needs every size', () => {
    expect(() => icnsFile([picture])).toThrow('no picture of 16 pixels');
  });
});
