/** Our lint rules for tests, tried on small files. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '..');

const samples = [
  { rule: 'no-sleep', file: 'e2e/a.spec.ts', code: 'await page.waitForTimeout(500);' },
  { rule: 'no-sleep', file: 'e2e/b.spec.ts', code: 'await new Promise((done) => setTimeout(done, 500));' },
  { rule: 'no-sleep', file: 'main/oauth/c.test.ts', code: 'new Promise((done) => { setTimeout(done, 500); });' },
  { rule: 'no-sleep', file: 'main/oauth/d.test.ts', code: "import { setTimeout } from 'node:timers/promises';" },
  { rule: 'every-test-runs', file: 'e2e/e.spec.ts', code: "test.only('x', () => {});" },
  { rule: 'every-test-runs', file: 'e2e/f.spec.ts', code: "test.describe.skip('x', () => {});" },
  { rule: 'every-test-runs', file: 'main/oauth/g.test.ts', code: "it.skip('x', () => {});" },
  { rule: undefined, file: 'e2e/h.spec.ts', code: "test('x', () => {}); test.describe('y', () => {});" },
  { rule: undefined, file: 'e2e/i.spec.ts', code: 'new Promise((_, fail) => setTimeout(() => fail(late), 500));' },
  { rule: undefined, file: 'main/oauth/j.ts', code: 'await new Promise((done) => setTimeout(done, 500));' },
];

interface Diagnostic {
  code: string;
  filename: string;
}

describe('the lint rules for tests', () => {
  let folder = '';
  let diagnostics: Diagnostic[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-lint-'));
    cpSync(join(project, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    cpSync(join(project, 'scripts', 'lint'), join(folder, 'scripts', 'lint'), { recursive: true });
    for (const { file, code } of samples) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${code}\n`);
    }
    const script = join(project, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const result = spawnSync(process.execPath, [script, '--format=json'], { cwd: folder, encoding: 'utf8' });
    ({ diagnostics } = JSON.parse(result.stdout) as { diagnostics: Diagnostic[] });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(samples)('$file: $code', ({ rule, file }) => {
    const said = diagnostics.filter(({ filename, code }) => filename === file && code.startsWith('latchkey('));
    expect(said.map(({ code }) => code)).toEqual(rule === undefined ? [] : [`latchkey(${rule})`]);
  });
});
