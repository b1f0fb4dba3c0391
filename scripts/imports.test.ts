/**
 * Proof that the import rules of DESIGN.md section 2 are enforced: every edge between two parts of the house is written
 * down in a temporary tree, in every form an import can take, and linted with a copy of our configuration. The table below is
 * written by hand, apart from the rule's own.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layerOf, layers } from './lint/layers.mjs';

const project = join(import.meta.dirname, '..');

/** The house's parts: a file inside each that imports, and what another file writes to import the part. */
const parts = {
  'main/index': { file: 'main/index.ts', target: 'main/index' },
  'main/app': { file: 'main/app.ts', target: 'main/app' },
  'main/fault': { file: 'main/fault.ts', target: 'main/fault' },
  'main/accounts': { file: 'main/accounts/one.ts', target: 'main/accounts/two' },
  'main/oauth': { file: 'main/oauth/grants/one.ts', target: 'main/oauth' },
  'main/providers': { file: 'main/providers/one.ts', target: 'main/providers/catalogue/two.json' },
  'main/vault': { file: 'main/vault/one.ts', target: 'main/vault/two' },
  'main/sandbox': { file: 'main/sandbox/one.ts', target: 'main/sandbox/two' },
  'main/desktop': { file: 'main/desktop/windows/one.ts', target: 'main/desktop/two' },
  'main/testing': { file: 'main/testing/one.ts', target: 'main/testing/two' },
  'preload/contract': { file: 'preload/contract.ts', target: 'preload/contract' },
  'preload/index': { file: 'preload/index.ts', target: 'preload/index' },
  'preload/shortcuts': { file: 'preload/shortcuts.ts', target: 'preload/shortcuts' },
  renderer: { file: 'renderer/screens/one.tsx', target: 'renderer/two' },
  e2e: { file: 'e2e/one.ts', target: 'e2e/two' },
  scripts: { file: 'scripts/one.test.ts', target: 'scripts/two.mjs' },
} as const;

type Part = keyof typeof parts;

const logic: Part[] = ['main/fault', 'main/providers', 'main/oauth', 'main/accounts', 'main/vault', 'main/sandbox'];

const allowed: Record<Part, Part[]> = {
  'main/index': ['main/app', 'main/desktop', 'main/fault'],
  'main/app': [...logic, 'main/desktop', 'preload/contract'],
  'main/fault': [],
  'main/accounts': ['main/fault', 'main/oauth', 'main/providers'],
  'main/oauth': ['main/fault', 'main/providers'],
  'main/providers': ['main/fault'],
  'main/vault': ['main/fault', 'main/accounts', 'main/oauth', 'main/providers'],
  'main/sandbox': ['main/fault'],
  'main/desktop': [...logic, 'preload/contract', 'preload/shortcuts'],
  'main/testing': [...logic, 'main/desktop', 'preload/contract'],
  'preload/contract': [],
  'preload/index': ['preload/contract'],
  'preload/shortcuts': [],
  renderer: ['preload/contract', 'preload/shortcuts'],
  e2e: ['preload/contract', 'main/sandbox', 'main/testing'],
  scripts: [],
};

const electronUsers: Part[] = ['main/index', 'main/app', 'main/desktop', 'preload/index'];
const withoutNode: Part[] = ['preload/contract', 'preload/index', 'preload/shortcuts', 'renderer'];

/** Every way to reach another file. */
const forms: ((specifier: string, name: string) => string)[] = [
  (specifier, name) => `import { ${name} } from '${specifier}';`,
  (specifier, name) => `import type { ${name} } from '${specifier}';`,
  (specifier, name) => `export { ${name} } from '${specifier}';`,
  (specifier) => `export * from '${specifier}';`,
  (specifier, name) => `export const ${name} = () => import('${specifier}');`,
  (specifier, name) => `export const ${name} = require('${specifier}');`,
];

interface Line {
  file: string;
  code: string;
  /** What the rule has to say; undefined where the import is allowed. */
  complaint: string | undefined;
}

const partNames = Object.keys(parts) as Part[];
const edges = partNames.flatMap((from) => [...edgesToParts(from), ...edgesToPackages(from), ...edgesOfTests(from)]);

function edgesToParts(from: Part): Line[] {
  const { file } = parts[from];
  return partNames.flatMap((to) =>
    lines(file, relativeTo(file, parts[to].target), from === to || allowed[from].includes(to), `not ${to} (`),
  );
}

function edgesToPackages(from: Part): Line[] {
  const { file } = parts[from];
  return [
    ...['electron', 'electron/main', 'electron-store', 'electron-updater'].flatMap((name) =>
      lines(file, name, electronUsers.includes(from), `may not import ${name}: Electron belongs to`),
    ),
    ...lines(file, 'node:fs', !withoutNode.includes(from), 'may not import node:fs: it runs without Node'),
    ...lines(file, 'zod', true, ''),
  ];
}

/** A test in main may use all of main, but nothing else that its part may not use. */
function edgesOfTests(from: Part): Line[] {
  if (!logic.includes(from)) return [];
  const file = parts[from].file.replace('.ts', '.test.ts');
  return partNames.flatMap((to) => {
    const fine = [...logic, 'main/desktop', 'main/testing'].includes(to) || allowed[from].includes(to);
    return lines(file, relativeTo(file, parts[to].target), fine, `not ${to} (`);
  });
}

function lines(file: string, specifier: string, isAllowed: boolean, complaint: string): Line[] {
  return forms.map((form, index) => ({
    file,
    // A name may be declared only once in a file.
    code: form(specifier, `${specifier.replaceAll(/\W/g, '_')}_${index}`),
    complaint: isAllowed ? undefined : complaint,
  }));
}

function relativeTo(file: string, target: string): string {
  const path = posix.relative(posix.dirname(file), target);
  return path.startsWith('.') ? path : `./${path}`;
}

interface Diagnostic {
  code: string;
  message: string;
  filename: string;
  labels: { span: { line: number } }[];
}

describe('the import rules', () => {
  let folder = '';
  let exitCode: number | null = null;
  /** What the rule said, by file and line number. */
  const complaints = new Map<string, string>();
  const byFile = group(edges);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-imports-'));
    cpSync(join(project, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    cpSync(join(project, 'scripts', 'lint'), join(folder, 'scripts', 'lint'), { recursive: true });
    for (const [file, content] of byFile) write(folder, file, content.map((line) => line.code).join('\n'));
    const result = lint(folder);
    exitCode = result.exitCode;
    for (const { filename, labels, message } of result.diagnostics) {
      complaints.set(`${filename}:${labels[0]?.span.line}`, message);
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('fail the check when one is broken', () => {
    expect(exitCode).toBe(1);
  });

  it.each([...byFile.keys()])('judge every import of %s', (file) => {
    const misjudged = (byFile.get(file) ?? []).filter(({ complaint }, index) => {
      const said = complaints.get(`${file}:${index + 1}`);
      return complaint === undefined ? said !== undefined : !said?.includes(complaint);
    });
    expect(misjudged).toEqual([]);
  });

  it('pass a tree that keeps them', () => {
    const clean = mkdtempSync(join(tmpdir(), 'latchkey-imports-clean-'));
    try {
      cpSync(join(project, '.oxlintrc.json'), join(clean, '.oxlintrc.json'));
      cpSync(join(project, 'scripts', 'lint'), join(clean, 'scripts', 'lint'), { recursive: true });
      for (const [file, content] of byFile) {
        const kept = content.filter((line) => line.complaint === undefined).map((line) => line.code);
        write(clean, file, kept.join('\n'));
      }
      expect(lint(clean).diagnostics).toEqual([]);
    } finally {
      rmSync(clean, { recursive: true, force: true });
    }
  });
});

describe('the house', () => {
  it.each(['main', 'preload'])('has a rule for everything in %s/', (top) => {
    const without = readdirSync(join(project, top))
      .map((name) => layerOf(`${top}/${name}`))
      .filter((layer) => layer === undefined || !(layer in layers));
    expect(without).toEqual([]);
  });
});

function write(folder: string, file: string, content: string): void {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

function group(items: readonly Line[]): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const item of items) groups.set(item.file, [...(groups.get(item.file) ?? []), item]);
  return groups;
}

/** Only this rule's findings: the generated files are no good code otherwise. */
function lint(folder: string): { exitCode: number | null; diagnostics: Diagnostic[] } {
  const script = join(project, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const result = spawnSync(process.execPath, [script, '--format=json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const { diagnostics } = JSON.parse(result.stdout) as { diagnostics: Diagnostic[] };
  return {
    exitCode: result.status,
    diagnostics: diagnostics.filter(({ code }) => code === 'latchkey(layers)'),
  };
}
