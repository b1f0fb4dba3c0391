/**
 * Unit tests: beside the source, in plain Node. What needs Electron or a page is tested end to end.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that put another module in the place of one: each has modules of its own, for what it replaces must not reach others. */
const replacing = ['main', 'preload', 'renderer', 'scripts'].flatMap((folder) =>
  readdirSync(path.join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => path.join(folder, name).replaceAll('\\', '/'))
    .filter((file) => /\bvi\.(?:do)?mock\(/i.test(readFileSync(path.join(import.meta.dirname, file), 'utf8'))),
);

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['{main,preload,renderer,scripts}/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...replacing],
          // Loading the modules anew for each file takes twice as long as the tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: replacing } },
    ],
    environment: 'node',
    // Real temporary folders and real loopback servers are used: slow disks must not fail a test.
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    // The default leaves one core free, which of two is half; tests wait for the disk as much as they work.
    maxWorkers: availableParallelism() + 1,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
