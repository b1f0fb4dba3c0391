import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inProject } from './lib/project.mjs';
import { sbomOf } from './lib/sbom.mjs';
import { allowedLicences, licenceList, licencesFile, licenceTexts } from './lib/shipped.mjs';
import { packageFolderOf } from './lib/shipped-modules.mjs';

interface Listed {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** In git, and compared with what is really bundled by `npm run licenses -- --check` and e2e/packaged.spec.ts. */
const listed = JSON.parse(readFileSync(licencesFile, 'utf8')) as readonly Listed[];
const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly license?: string }>>;
};

describe('what is shipped', () => {
  it('is installed as it is listed, and locked', () => {
    for (const { name, version, licence } of listed) {
      const entries = Object.entries(lock.packages).filter(([folder]) => folder.endsWith(`node_modules/${name}`));
      expect(entries).toContainEqual([
        expect.any(String),
        expect.objectContaining({ version, license: licence, integrity: expect.stringMatching(/^sha512-/) }),
      ]);
    }
  });

  it('asks for no more than to be named, with its text', () => {
    expect(listed.filter(({ licence }) => !allowedLicences.has(licence))).toEqual([]);
  });

  it('holds what the app is made of, and no tool', () => {
    const names = listed.map(({ name }) => name);
    for (const used of [
      'react',
      '@mantine/core',
      'zod',
      'oauth4webapi',
      'electron-store',
      'electron-updater',
      'i18next',
    ])
      expect(names).toContain(used);
    for (const tool of ['vitest', 'vite', 'playwright', 'electron-builder', 'oidc-provider', 'axe-core', 'typescript'])
      expect(names).not.toContain(tool);
  });
});

const packages = listed.slice(0, 3).map(({ name, version, licence }, index) => ({
  folder: `node_modules/${name}`,
  name,
  version,
  licence,
  integrity: `sha512-${Buffer.from(String(index)).toString('base64')}`,
  text: index === 0 ? 'Copyright (c) Somebody' : null,
}));

it('the texts name every package, with its licence or with the name of it', () => {
  const text = licenceTexts(packages);
  for (const { name, version, licence } of packages) expect(text).toContain(`${name} ${version} (${licence})`);
  expect(text).toContain('Copyright (c) Somebody');
  expect(text).toContain('without a text of its own');
  expect(JSON.parse(licenceList(packages))).toEqual(listed.slice(0, 3));
});

describe('the bill of materials', () => {
  const app = { name: 'latchkey', version: '1.2.3', description: 'What it is' };
  const at = '2026-01-02T03:04:05.000Z';
  const document = sbomOf({ app, packages, runtime: { electron: '45.4.1', chromium: '156.0.1.2' }, at });

  it('is CycloneDX 1.6, of this version, with every package, Electron and what Electron is made of', () => {
    expect(document).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      metadata: { timestamp: at, component: { type: 'application', name: 'Latchkey', version: '1.2.3' } },
      components: [
        ...packages.map(({ name, version, licence }) => ({
          name,
          version,
          purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
          licenses: [{ license: { id: licence } }],
          hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]+$/) }],
        })),
        { name: 'electron', version: '45.4.1' },
        { name: 'Chromium', version: '156.0.1.2', cpe: 'cpe:2.3:a:google:chrome:156.0.1.2:*:*:*:*:*:*:*' },
      ],
    });
  });

  it('names nothing twice, and depends on nothing that it does not name', () => {
    const { components, dependencies } = document as {
      readonly components: readonly { readonly 'bom-ref': string }[];
      readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
    };
    const refs = components.map((component) => component['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    for (const ref of dependencies.flatMap(({ dependsOn }) => dependsOn)) expect(refs).toContain(ref);
  });

  it('is the same for the same build', () => {
    expect(sbomOf({ app, packages, runtime: { electron: '45.4.1', chromium: '156.0.1.2' }, at })).toEqual(document);
  });
});

it.each([
  ['/x/node_modules/react/index.js', 'node_modules/react'],
  ['\0/x/node_modules/@mantine/core/esm/a.mjs?used', 'node_modules/@mantine/core'],
  ['/x/node_modules/a/node_modules/@b/c/d.js', 'node_modules/a/node_modules/@b/c'],
  ['C:\\x\\node_modules\\zod\\index.js', 'node_modules/zod'],
  ['/x/main/index.ts', undefined],
  ['\0rolldown/runtime.js', undefined],
])('a module of the bundler’s, %j, belongs to %s', (id, folder) => {
  expect(packageFolderOf(id)).toBe(folder);
});

it('the licence of Latchkey itself goes along', () => {
  expect(existsSync(inProject('LICENSE'))).toBe(true);
  expect(readFileSync(inProject('electron-builder.yml'), 'utf8')).toMatch(/extraFiles:\n {2}- LICENSE\n/);
});
