/** electron-builder.yml: what electron-builder itself says of it, and what we promise of packages. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { libraryPackages } from './lib/debian.mjs';
import { inProject } from './lib/project.mjs';

interface Target {
  readonly target: string;
  readonly arch: string | readonly string[];
}
interface Config {
  readonly electronVersion: string;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly files: readonly string[];
  readonly publish: unknown;
  readonly linux: { readonly target: readonly Target[]; readonly mimeTypes: readonly string[] };
  readonly deb: { readonly depends: readonly string[] };
  readonly rpm: { readonly depends: readonly string[] };
  readonly mac: {
    readonly target: readonly Target[];
    readonly entitlements: string;
    readonly hardenedRuntime: boolean;
  };
  readonly win: { readonly target: readonly Target[] };
}

const text = readFileSync(inProject('electron-builder.yml'), 'utf8');
const config = parse(text) as Config;
const read = (file: string) => readFileSync(inProject(file), 'utf8');

// electron-builder's own library, found from electron-builder.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { validateConfiguration } = builder('app-builder-lib/out/util/config/config') as {
  readonly validateConfiguration: (config: object, log: { readonly isEnabled: boolean }) => Promise<void>;
};

describe('electron-builder.yml', () => {
  it('is what electron-builder’s schema asks for, and a misspelt key would be noticed', async () => {
    await validateConfiguration(parse(text) as object, { isEnabled: false });
    await expect(validateConfiguration({ ...config, electronFuse: {} }, { isEnabled: false })).rejects.toThrow(
      'electronFuse',
    );
  });

  it('packs the Electron that package.json pins', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    expect(config.electronVersion).toBe(devDependencies['electron']);
  });

  it('makes every package for both processors', () => {
    const of = (targets: readonly Target[]) => targets.map(({ target, arch }) => [target, [arch].flat().join(' ')]);
    expect(of(config.linux.target)).toEqual(['AppImage', 'deb', 'rpm', 'tar.gz'].map((name) => [name, 'x64 arm64']));
    expect(of(config.mac.target)).toEqual(['dmg', 'zip'].map((name) => [name, 'universal']));
    expect(of(config.win.target)).toEqual(['nsis', 'portable'].map((name) => [name, 'x64 arm64']));
  });

  it('sets every fuse there is, each on purpose', () => {
    const known = builder('app-builder-lib/scheme.json') as {
      readonly definitions: { readonly FuseOptionsV1: { readonly properties: object } };
    };
    const there = Object.keys(known.definitions.FuseOptionsV1.properties);
    expect(Object.keys(config.electronFuses).toSorted()).toEqual(there.toSorted());
    // It is no fuse. Without it a package that nobody signs does not start on Apple silicon (@electron/fuses, "Apple Silicon").
    expect(config.electronFuses['resetAdHocDarwinSignature']).toBe(true);
  });

  it('has deb bring every library that Electron needs, and rpm as many', () => {
    const brought = config.deb.depends.flatMap((name) => name.split(' | '));
    expect(Object.values(libraryPackages).filter((name) => !brought.includes(name))).toEqual([]);
    expect(config.rpm.depends).toHaveLength(config.deb.depends.length);
  });

  it('takes no source maps, no modules that are bundled, no stamps', () => {
    expect(config.files).toEqual([
      'out/main/**',
      'out/preload/**',
      'out/renderer/**',
      'package.json',
      '!**/*.map',
      '!node_modules/**',
    ]);
  });

  it('names no place for updates: whoever releases does', () => {
    expect(config.publish).toBeNull();
  });

  it('asks macOS for nothing but just-in-time compiling, in the hardened runtime', () => {
    expect(config.mac.hardenedRuntime).toBe(true);
    const keys = [...read(config.mac.entitlements).matchAll(/<key>([^<]+)<\/key>/g)].map(([, key]) => key);
    expect(keys).toEqual(['com.apple.security.cs.allow-jit']);
  });

  it('names files that are there', () => {
    const files = [...text.matchAll(/(?:\s|: )((?:\.\/)?(?:build|scripts)\/[\w./-]+)/g)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThan(4);
    expect(files.filter((file) => !existsSync(inProject(file)))).toEqual([]);
  });
});
