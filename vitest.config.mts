/**
 * Unit tests: beside the source, in plain Node. What needs Electron or a page is tested end to end.
 */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{main,preload,renderer,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Real temporary folders and real loopback servers are used: slow disks must not fail a test.
    testTimeout: 60_000,
    // The default leaves one core free, which of two is half; tests wait for the disk as much as they work.
    maxWorkers: availableParallelism() + 1,
    // Loading the modules anew for each file takes twice as long as the tests. So no test may replace a module (vi.mock) for others.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
