import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadProviderFolder } from './folder';

const provider = (id: string): string =>
  JSON.stringify({ version: 1, id, name: id, endpoints: {}, grants: { authorization_code: {} } });

describe('the folder of provider files', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-providers-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is empty where it does not exist', async () => {
    expect(await loadProviderFolder(join(folder, 'none'))).toEqual({ sources: [], broken: [] });
  });

  it('that is a file is reported', async () => {
    await writeFile(join(folder, 'x'), '');
    const loaded = await loadProviderFolder(join(folder, 'x'));
    expect(loaded.broken).toEqual([{ file: join(folder, 'x'), path: '', reason: expect.stringContaining('ENOTDIR') }]);
  });

  it('gives its providers in the order of their names and passes over other files', async () => {
    await writeFile(join(folder, 'b.json'), provider('b'));
    await writeFile(join(folder, 'a.JSON'), `\uFEFF${provider('a')}`);
    await writeFile(join(folder, 'notes.txt'), 'x');
    await writeFile(join(folder, '._b.json'), 'x');
    const loaded = await loadProviderFolder(folder);
    expect(loaded.sources.map(({ provider: { id } }) => id)).toEqual(['a', 'b']);
    expect(loaded.broken).toEqual([]);
  });

  it('reports what is broken by file, path and reason, and loads the rest', async () => {
    await writeFile(join(folder, 'a-large.json'), ' '.repeat(256 * 1024 + 1));
    await writeFile(join(folder, 'b-latin.json'), Buffer.from([0x7b, 0xe9, 0x7d]));
    await mkdir(join(folder, 'c-folder.json'));
    await writeFile(join(folder, 'd-outside.txt'), '{"secret": 1}');
    await symlink(join(folder, 'd-outside.txt'), join(folder, 'd-link.json'));
    await writeFile(join(folder, 'e-syntax.json'), '{\n"id": 1,\n}');
    await writeFile(
      join(folder, 'f-path.json'),
      provider('f').replace('"grants":{', '"grants":{"password":{"fields":[{}]},'),
    );
    await writeFile(join(folder, 'g-good.json'), provider('g'));
    await writeFile(join(folder, 'h-again.json'), provider('g'));
    await writeFile(join(folder, 'i-taken.json'), provider('sinaapp'));
    const loaded = await loadProviderFolder(folder, ['sinaapp']);
    expect(loaded.sources.map(({ provider: { id } }) => id)).toEqual(['g']);
    expect(loaded.broken).toEqual([
      { file: 'a-large.json', path: '', reason: 'is larger than 256 KiB: shorten it' },
      { file: 'b-latin.json', path: '', reason: 'is not UTF-8: save it in that encoding' },
      { file: 'c-folder.json', path: '', reason: 'is not a plain file: put a file here' },
      { file: 'd-link.json', path: '', reason: 'is a symbolic link: put a copy of the file here' },
      { file: 'e-syntax.json', path: '', reason: 'line 2, column 8: a comma too many before "}": remove it' },
      { file: 'f-path.json', path: 'grants.password.fields[0].name', reason: 'is missing: add a text' },
      { file: 'h-again.json', path: 'id', reason: '"g" is taken by g-good.json: choose another id' },
      { file: 'i-taken.json', path: 'id', reason: '"sinaapp" is taken by the catalogue: choose another id' },
    ]);
  });

  it('does not wait at a named pipe', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    const loaded = await loadProviderFolder(folder);
    expect(loaded.broken).toEqual([{ file: 'pipe.json', path: '', reason: 'is not a plain file: put a file here' }]);
  });

  it('takes a file of exactly the largest size', async () => {
    await writeFile(join(folder, 'a.json'), provider('a').padEnd(256 * 1024));
    expect((await loadProviderFolder(folder)).sources).toHaveLength(1);
  });
});
