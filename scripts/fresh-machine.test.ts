import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const scripts = import.meta.dirname;
const commands = [scripts, path.join(scripts, 'lib')].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => path.join(folder, name)),
);

it.each(commands.map((file) => [path.relative(scripts, file), file] as const))(
  '%s starts before there are packages',
  (_name, file) => {
    const imported = Array.from(
      readFileSync(file, 'utf8').matchAll(/^import .*?from '([^']+)';/gm),
      ([, from]) => from,
    );
    expect(imported.filter((from) => !/^(node:|\.)/.test(from ?? ''))).toEqual([]);
  },
);
