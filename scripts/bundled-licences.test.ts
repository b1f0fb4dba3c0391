import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundledLicences } from './lib/bundled-licences.mjs';

const root = join(import.meta.dirname, '..');

test('the About dialog names every package that goes into the app, as it is installed', () => {
  const shown: unknown = JSON.parse(readFileSync(join(root, 'renderer/about/licences.json'), 'utf8'));
  expect(shown).toEqual(bundledLicences(root));
});

test('none of them asks for more than to be named', () => {
  const licences = new Set(bundledLicences(root).map(({ licence }) => licence));
  expect(
    [...licences].filter((licence) => !/^(?:MIT|ISC|0BSD|BSD-[23]-Clause|\(MIT OR CC0-1\.0\))$/.test(licence)),
  ).toEqual([]);
});
