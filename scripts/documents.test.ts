/** Documents are true in what can be looked up: links lead somewhere, commands and files exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inProject } from './lib/project.mjs';

const documents = ['.', 'docs'].flatMap((folder) =>
  readdirSync(inProject(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ file: join(folder, name), text: readFileSync(inProject(folder, name), 'utf8') })),
);
const { scripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );
}

describe.each(documents)('$file', ({ file, text }) => {
  it('links to what is there', () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = targets
      .filter((target) => !/^(?:https?|mailto):/.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        const led = path === '' ? inProject(file) : join(inProject(dirname(file)), path);
        if (!existsSync(led)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(led, 'utf8')).includes(decodeURIComponent(anchor));
      });
    expect(broken).toEqual([]);
  });

  it('names commands that there are', () => {
    const named = [...text.matchAll(/npm run ([a-z][\w:]*)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('names tests that there are', () => {
    const specs = [...text.matchAll(/npm run test:(e2e|faults) -- ((?:[\w-]+\.spec\.ts ?)+)/g)].flatMap(
      ([, kind, names = '']) =>
        names
          .trim()
          .split(' ')
          .map((name) => (kind === 'faults' ? join('e2e', 'faults', name) : join('e2e', name))),
    );
    const units = [...text.matchAll(/npm run test:unit -- ([\w/.-]+)/g)].map(([, path = '']) => path);
    expect([...specs, ...units].filter((path) => !existsSync(inProject(path)))).toEqual([]);
  });

  it('names files that there are', () => {
    const named = [...text.matchAll(/`((?:main|preload|renderer|e2e|scripts|docs|build)\/[\w./-]+\.[a-z]+)`/g)].map(
      ([, path = '']) => path,
    );
    expect(named.filter((path) => !existsSync(inProject(path)))).toEqual([]);
  });
});

it('who reads Chinese finds the way in, and back', () => {
  for (const [english, chinese] of [
    ['README.md', 'README.zh-CN.md'],
    ['docs/first-use.md', 'docs/first-use.zh-CN.md'],
  ] as const) {
    const text = (file: string) => readFileSync(inProject(file), 'utf8');
    expect(text(english)).toContain(`](${chinese.replace('docs/', '')})`);
    expect(text(chinese)).toContain(`](${english.replace('docs/', '')})`);
  }
});
