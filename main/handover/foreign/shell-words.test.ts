import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { inShell } from '../quoting';
import { hostileTexts, installed } from '../testing/hostile';
import { shellWords } from './shell-words';

describe('the words of a command line', () => {
  it.each(installed('bash'))('are those that %s makes of it', (shell) => {
    const lines = [
      ...hostileTexts(200).map((text) => `x ${inShell(text)} y`),
      String.raw`a\ b "c\"d\\e" $'f\ng\'h\u00e9' 'i'"j"k`,
      'a \\\n  b',
      '"two\nlines"',
      String.raw`$'\U0001F600\u4f60\xe4\xbd\xa0\345\245\275\x41g\q\?\"\E\cB\cb\\'$"b c"x`,
      'a 2>/dev/null',
    ];
    const script = lines.map((line) => `printf '%s\\0' ${line}; printf '\\1'`).join('\n');
    const printed = execFileSync(shell, ['--norc', '-c', script], { encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } });
    const made = printed
      .split('\u0001')
      .slice(0, -1)
      .map((words) => words.split('\0').slice(0, -1));
    expect(lines.map((line) => shellWords(line)?.words)).toEqual(made);
  });

  it.each(installed('bash'))('and what a here-document gives are those that %s makes of it', (shell) => {
    const texts = [
      `<<'EOF'\na $HOME \\ \\$ "b" 'c'\n  EOF\nEOF\n`,
      `<<EOF\na \\$HOME \\\\ \\\` \\q "b" 'c' d\\\ne\nEOF\n`,
      `<<-"E F"\n\ta\n\t\tb\n\tE F\n`,
      `<<\\EOF\n\\$a\nEOF`,
      `<<< 'a'"b \\$c"$'\\x41'd`,
    ];
    for (const text of texts) {
      const printed = execFileSync(shell, ['--norc', '-c', `cat ${text}`], {
        encoding: 'utf8',
        env: { LC_ALL: 'C.UTF-8' },
      });
      expect(shellWords(`cat ${text}`)).toMatchObject({
        words: ['cat'],
        input: printed.replace(/\n$/, ''),
        more: null,
      });
    }
    expect(shellWords('cat <<EOF | jq .\na $B\nEOF\ncurl')).toMatchObject({
      input: 'a {{$B}}',
      more: '| jq',
      rest: '| jq .\ncurl',
    });
    // Without an end it is none.
    expect(shellWords('cat <<EOF\na\n')).toMatchObject({ words: ['cat'], input: null });
  });

  it('end at the first pipe or second command', () => {
    expect(shellWords('a b | jq .')).toMatchObject({ words: ['a', 'b'], more: '| jq' });
    expect(shellWords('a; b')).toMatchObject({ words: ['a'], more: '; b' });
    expect(shellWords('a &')).toMatchObject({ words: ['a'], more: null });
    expect(shellWords('a b#c # d')).toMatchObject({ words: ['a', 'b#c'], more: null });
    expect(shellWords('a \\\n # b\n c')).toMatchObject({ words: ['a'], more: '…' });
  });

  it('name of what follows no more than a program: the rest may hold a token', () => {
    for (const rest of ['&& TOKEN=s3cr3t x', '| "s3cr3t"', '> /tmp/s3cr3t', '\ns3cr3tS3CR3T', '; S3CR3T s3cr3t'])
      expect(shellWords(`a ${rest}`)?.more).not.toMatch(/s3cr3t/i);
  });

  it('cannot be told where a quote is open', () => {
    for (const text of [`a 'b`, `a "b`, String.raw`a $'b\'`, 'a ^\n "b']) expect(shellWords(text)).toBeNull();
  });
});
