import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { httpieItem, inDotenv, inJavaScript, inPowerShell, inPython, inShell } from './quoting';
import { hostileTexts, installed } from './testing/hostile';

const texts = [...hostileTexts(300), '~root', 'a:~root', '~'];

/** One process for all of them: each is printed with a zero byte behind it. */
function printedBy(shell: string): readonly string[] {
  const script = `printf '%s\\0' ${texts.map(inShell).join(' ')}`;
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('a hostile text comes out of its interpreter as it went in', () => {
  it.each(installed('sh', 'bash', 'dash', 'zsh', 'ksh', 'fish'))('%s', (shell) => {
    expect(printedBy(shell)).toEqual(texts);
  });

  it('a backslash stands outside of the quotes, where fish takes it for no more than other shells do', () => {
    expect(inShell(String.raw`\'; id #`)).toBe(String.raw`''\\''\''; id #'`);
  });

  it('JavaScript', () => {
    expect(vm.runInNewContext(`JSON.stringify([${texts.map(inJavaScript).join(',')}])`)).toBe(JSON.stringify(texts));
    expect(inJavaScript('a\u2028b')).toBe(String.raw`"a\u2028b"`);
  });

  it.each(installed('python3'))('%s', (python) => {
    const script = `import json,sys\nsys.stdout.write(json.dumps([${texts.map(inPython).join(',')}]))`;
    const printed = execFileSync(python, ['-c', script], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONUTF8: '1' },
    });
    expect(JSON.parse(printed)).toEqual(texts);
  });
});

describe('a text in PowerShell', () => {
  it('has four more characters for a single quote: all are doubled', () => {
    expect(inPowerShell("a'b\u2018c\u2019d\u201ae\u201bf$x`n")).toBe(
      "'a''b\u2018\u2018c\u2019\u2019d\u201a\u201ae\u201b\u201bf$x`n'",
    );
  });

  it.each(installed('pwsh'))('comes out of %s as it went in', (powershell) => {
    const script = `ConvertTo-Json @(${texts.map(inPowerShell).join(',')})`;
    const printed = execFileSync(powershell, ['-NoProfile', '-Command', script], { encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual(texts);
  });
});

describe('a value in a .env file', () => {
  const written = texts.flatMap((text) => {
    const value = inDotenv(text);
    return value === null ? [] : [[text, value] as const];
  });

  it('is read alike by Node and by a shell that sources the file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-dotenv-'));
    const file = join(folder, 'x.env');
    writeFileSync(file, written.map(([, value], index) => `T${index}=${value}\n`).join(''));
    const names = written.map((_, index) => `"$T${index}"`).join(' ');
    const sourced = execFileSync('sh', ['-c', `. '${file}'; printf '%s\\0' ${names}`], { encoding: 'utf8', env: {} });
    rmSync(folder, { recursive: true });
    expect(sourced.split('\0').slice(0, -1)).toEqual(written.map(([text]) => text));
    for (const [text, value] of written) expect(parseEnv(`T=${value}\n`)['T']).toBe(text);
  });

  it('is bare where it can be, and refused where readers would not agree', () => {
    expect(inDotenv('ya29.a0-_~+/=')).toBe('ya29.a0-_~+/=');
    expect(inDotenv('a b#c')).toBe("'a b#c'");
    expect(inDotenv("it's")).toBe('"it\'s"');
    expect(inDotenv("it's $(id)")).toBeNull();
    // A home folder where a shell sources the file; an escape where python-dotenv reads it.
    expect(['~root', 'a:~b', 'a~b'].map(inDotenv)).toEqual(["'~root'", "'a:~b'", 'a~b']);
    // zsh takes "=" at the start of a value, or behind ":", for where a command is.
    expect(['=a', 'a:=b', 'a=b='].map(inDotenv)).toEqual(["'=a'", "'a:=b'", 'a=b=']);
    expect([String.raw`a\b`, 'a b\\', String.raw`a\\b`].map(inDotenv)).toEqual([String.raw`'a\b'`, null, null]);
    expect(['a${HOME}b', 'a$HOME{}'].map(inDotenv)).toEqual([null, "'a$HOME{}'"]);
    expect(inDotenv('two\nlines')).toBeNull();
  });
});

describe('an item of an HTTPie command', () => {
  it.each([
    ['Authorization', ':', 'Bearer a==', 'Authorization:Bearer a=='],
    ['X-Token', ':', '@file', String.raw`X-Token:\@file`],
    ['q', '==', '=x', String.raw`q==\=x`],
    ['q', '=', '@/etc/passwd', String.raw`q=\@/etc/passwd`],
  ] as const)('%s %s %s', (name, separator, value, item) => {
    expect(httpieItem(name, separator, value)).toBe(item);
  });

  it('is refused where HTTPie would take a backslash away', () => {
    expect(httpieItem('q', '=', String.raw`a\:b`)).toBeNull();
    expect(httpieItem('a:b', '=', 'c')).toBeNull();
  });
});
