/**
 * `npm run icons`: draws build/icon*.svg and build/tray.svg in every size and format that systems want. The pictures are in git: only
 * somebody who changes a drawing runs this. Drawn by the runtime itself, in a window that nobody sees.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { icnsFile, icoFile } from './lib/icon-containers.mjs';
import { runScript, say } from './lib/progress.mjs';
import { inProject } from './lib/project.mjs';
import { setUp } from './lib/setup.mjs';

/** What the tile's margin leaves: other systems than macOS want pictures that fill their square. */
const CROPPED = 'viewBox="84 84 856 856"';
/** Between the light theme's brass and the dark one's: seen on bars of either kind. */
const TRAY_BRASS = '#b5912e';
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

/** @param {string} name */
const source = (name) => readFileSync(inProject('build', `${name}.svg`), 'utf8');

await runScript(async () => {
  const setup = await setUp('test');
  const icon = source('icon');
  const cropped = icon.replace(/viewBox="[^"]*"/, CROPPED);
  const small = new Map([16, 24, 32].map((size) => [size, source(`icon-${size}`)]));
  const tray = source('tray');
  const square = SIZES.map((size) => ({ svg: small.get(size) ?? cropped, size }));
  const mac = [16, 32, 64, 128, 256, 512, 1024].map((size) => ({ svg: small.get(size) ?? icon, size }));
  const bars = [tray, tray.replaceAll('#000', TRAY_BRASS)].flatMap((svg) => [16, 32].map((size) => ({ svg, size })));
  const pictures = await draw([...square, ...mac, ...bars], setup);
  const squares = pictures.slice(0, square.length);
  const macs = pictures.slice(square.length, square.length + mac.length);
  const [template, template2, brass, brass2] = pictures.slice(-4);

  mkdirSync(inProject('build', 'icons'), { recursive: true });
  for (const { size, png } of squares) writeFileSync(inProject('build', 'icons', `${size}x${size}.png`), png);
  const trays = { trayTemplate: template, 'trayTemplate@2x': template2, tray: brass, 'tray@2x': brass2 };
  for (const [name, picture] of Object.entries(trays)) {
    if (picture !== undefined) writeFileSync(inProject('build', 'icons', `${name}.png`), picture.png);
  }
  writeFileSync(inProject('build', 'icon.ico'), icoFile(squares.filter(({ size }) => size <= 256)));
  writeFileSync(inProject('build', 'icon.icns'), icnsFile(macs));
  say('Drew build/icons, build/icon.ico and build/icon.icns.');
});

/**
 * @param {readonly { readonly svg: string, readonly size: number }[]} jobs
 * @param {import('./lib/setup.mjs').Setup} setup
 * @returns {Promise<import('./lib/icon-containers.mjs').Picture[]>} in the order of the jobs
 */
async function draw(jobs, { runtime, env, flags }) {
  const { _electron } = await import('playwright');
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-icons-'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "icons", "main": "main.js" }');
  writeFileSync(join(folder, 'main.js'), '');
  const given = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [folder, ...flags, `--user-data-dir=${join(folder, 'data')}`, '--force-color-profile=srgb'],
    env: Object.fromEntries(given),
  });
  try {
    const drawn = await app.evaluate(
      async ({ app: electron, BrowserWindow }, { code, all }) => {
        await electron.whenReady();
        const window = new BrowserWindow({ show: false });
        await window.loadURL('data:text/html,<title>icons</title>');
        return /** @type {Promise<{ png: string, rgba: string }[]>} */ (
          window.webContents.executeJavaScript(`(${code})(${JSON.stringify(all)})`)
        );
      },
      { code: drawInPage.toString(), all: jobs },
    );
    return drawn.map(({ png, rgba }, index) => ({
      size: jobs[index]?.size ?? 0,
      png: Buffer.from(png, 'base64'),
      rgba: Buffer.from(rgba, 'base64'),
    }));
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs in the window: nothing of this file is there.
 *
 * @param {readonly { readonly svg: string, readonly size: number }[]} jobs
 */
async function drawInPage(jobs) {
  const results = [];
  for (const { svg, size } of jobs) {
    const image = new Image();
    image.width = size;
    image.height = size;
    const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" `);
    image.src = `data:image/svg+xml;base64,${btoa(sized)}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('nothing to draw on');
    context.drawImage(image, 0, 0, size, size);
    const bytes = context.getImageData(0, 0, size, size).data;
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    results.push({ png: canvas.toDataURL('image/png').split(',')[1], rgba: btoa(text) });
  }
  return results;
}
