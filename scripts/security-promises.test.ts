/** SECURITY.md names the tests that show its promises: each must be there, and each command must be one. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = readFileSync('SECURITY.md', 'utf8');
const quoted = [...page.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

const tests = ['e2e', 'main', 'preload', 'renderer', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
);

/** @param pattern a path; `*` stands for a part of a name */
function isThere(pattern: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return tests.includes(pattern);
  return tests.some((file) => file.startsWith(before) && file.endsWith(after));
}

it('every test that SECURITY.md names is there', () => {
  const files = quoted.filter((text) => /^(?:e2e|main|preload|renderer|scripts)\/.*\.(?:test|spec)\.ts$/.test(text));
  expect(files.length).toBeGreaterThan(60);
  expect(files.filter((file) => !isThere(file))).toEqual([]);
});

it('every command that SECURITY.md names is one, and finds its tests', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
  const commands = quoted.flatMap((text) => [...text.matchAll(/^npm (?:run ([\w:]+)|test)(?: -- ([\w.-]+))?$/g)]);
  expect(commands.length).toBeGreaterThan(4);
  expect(commands.filter(([, name = 'test']) => !Object.hasOwn(scripts, name))).toEqual([]);
  const endToEnd = commands.filter(([, name]) => name === 'test:e2e');
  expect(endToEnd.filter(([, , file = '']) => !isThere(`e2e/${file}*`))).toEqual([]);
});

it('every promise names what shows it', () => {
  const promises = page.slice(page.indexOf('## What is protected'), page.indexOf('## What is not protected'));
  const rows = promises.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| promise'));
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter((row) => !/`[^`]+` \|$/.test(row))).toEqual([]);
});
