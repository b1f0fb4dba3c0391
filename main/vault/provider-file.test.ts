/** Provider files that an import writes: never over another one's. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { faultyDisk, temporaryFolder } from './fakes';
import { writeProviderFile } from './provider-file';

const file = { id: 'acme', text: '{"id":"acme"}' };

it('goes into a folder that is made for it', async () => {
  const folder = join(temporaryFolder(onTestFinished), 'providers');
  expect(await writeProviderFile(folder, file, null)).toEqual({ kind: 'saved' });
  expect(readFileSync(join(folder, 'acme.json'), 'utf8')).toBe(file.text);
});

it('takes the next free name where a file of that name is about something else, in whatever capitals', async () => {
  const folder = temporaryFolder(onTestFinished);
  writeFileSync(join(folder, 'Acme.JSON'), 'mine');
  mkdirSync(join(folder, 'acme-2.json'));
  await writeProviderFile(folder, file, null);
  expect(readdirSync(folder).toSorted()).toEqual(['Acme.JSON', 'acme-2.json', 'acme-3.json']);
  expect(readFileSync(join(folder, 'Acme.JSON'), 'utf8')).toBe('mine');
});

it('keeps the file that it replaces under a name that is not loaded', async () => {
  const folder = temporaryFolder(onTestFinished);
  writeFileSync(join(folder, 'mine.json'), 'before');
  await writeProviderFile(folder, file, 'mine.json', { now: () => 0 });
  const names = readdirSync(folder).toSorted();
  expect(names).toEqual(['mine.json', 'mine.json.replaced-19700101T000000000Z']);
  expect(names.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([file.text, 'before']);
});

it('is as it was where the disk is full', async () => {
  const folder = temporaryFolder(onTestFinished);
  writeFileSync(join(folder, 'mine.json'), 'before');
  const disk = faultyDisk({ at: 4, what: 'ENOSPC' });
  expect(await writeProviderFile(folder, file, 'mine.json', { disk })).toMatchObject({ reason: 'full' });
  expect(readFileSync(join(folder, 'mine.json'), 'utf8')).toBe('before');
});

it('takes no id that would leave the folder', async () => {
  const folder = temporaryFolder(onTestFinished);
  expect(await writeProviderFile(folder, { id: '../x', text: '' }, null)).toMatchObject({ kind: 'failed' });
  expect(readdirSync(folder)).toEqual([]);
});
