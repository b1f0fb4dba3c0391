/** Looking for secrets where none may be: in files, in what was printed, in the page, in what the main process told it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Latchkey } from './running-app';

/** One find: which secret (by its name, never its value) and where. */
export type Find = `${string} in ${string}`;

/** Names and values of secrets. Values shorter than 8 characters would be found by chance. */
export type Secrets = Readonly<Record<string, string>>;

/** Files below a folder that hold one of the secrets, plain or in a usual encoding. */
export async function findInFiles(folder: string, secrets: Secrets): Promise<readonly Find[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const finds = await Promise.all(
    files.map(async (file) => findIn(path.relative(folder, file), await readFile(file), secrets)),
  );
  return finds.flat();
}

/** Secrets in a text or in bytes. */
export function findIn(where: string, content: string | Buffer, secrets: Secrets): readonly Find[] {
  const bytes = Buffer.from(content);
  return Object.entries(secrets)
    .filter(([, secret]) => encodings(secret).some((encoded) => bytes.includes(encoded)))
    .map(([name]): Find => `${name} in ${where}`);
}

/** As written, as UTF-16, in hex, in a form, and in base64 wherever in the encoded text it begins. */
function encodings(secret: string): readonly Buffer[] {
  const shifted = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString('base64');
    // The characters at both ends depend on what stands beside it.
    return encoded.slice(shift === 0 ? 0 : 4, -4);
  });
  return [
    Buffer.from(secret),
    Buffer.from(secret, 'utf16le'),
    Buffer.from(Buffer.from(secret).toString('hex')),
    Buffer.from(encodeURIComponent(secret)),
    ...shifted.map((text) => Buffer.from(text)),
  ];
}

/**
 * In the arguments and the environment of the app's processes, those among them that its pages are forked from, as every program of the same user can read them; and in the core file that a
 * process may write when it crashes, which holds its memory (Linux; elsewhere nothing).
 */
export async function findInProcesses(latchkey: Latchkey, secrets: Secrets): Promise<readonly Find[]> {
  if (process.platform !== 'linux') return [];
  const ids = await familyOf(latchkey.app.process().pid ?? 0);
  const files = ids.flatMap((id) => ['cmdline', 'environ'].map((name) => `/proc/${id}/${name}`));
  const finds = await Promise.all(files.map(async (file) => findIn(file, await readIfAlive(file), secrets)));
  const cores = await Promise.all(ids.map(mayWriteCore));
  return [...finds.flat(), ...ids.filter((_, index) => cores[index]).map((id): Find => `all in a core file of ${id}`)];
}

/** Unless its limit is 0, soft and hard. */
async function mayWriteCore(id: number): Promise<boolean> {
  const limits = await readIfAlive(`/proc/${id}/limits`);
  return limits !== '' && !/^Max core file size\s+0\s+0\s/m.test(limits);
}

/** A process, its children and theirs (Linux). */
async function familyOf(id: number): Promise<readonly number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(
    all.map(async (each) => Number(/^PPid:\s+(\d+)$/m.exec(await readIfAlive(`/proc/${each}/status`))?.[1])),
  );
  const family = [id];
  for (const member of family) family.push(...all.filter((_, index) => parents[index] === member));
  return family;
}

/** Empty where the process has ended meanwhile. */
const readIfAlive = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** Writes down everything that the main process sends to its window from now on. */
export async function listenToEvents(latchkey: Latchkey): Promise<void> {
  await latchkey.window.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    window.latchkey.on('changed', (patch) => heard.push(patch));
    window.latchkey.on('clipboard', (event) => heard.push(event));
  });
}

/** What {@link listenToEvents} wrote down, as JSON. */
export function heardEvents(latchkey: Latchkey): Promise<string> {
  return latchkey.window.evaluate(() => JSON.stringify((window as unknown as { heard: unknown[] }).heard));
}

/** The page as a script in it could read it: markup, and what stands in its fields. */
export function pageContent(latchkey: Latchkey): Promise<string> {
  return latchkey.window.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')];
    const values = fields.map((field) => (field instanceof HTMLInputElement ? field.value : field.textContent));
    return [document.documentElement.outerHTML, document.title, ...values].join('\n');
  });
}
