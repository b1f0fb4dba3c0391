/** Texts that break out of quotes where they can, and the interpreters that are here to try them. */
import { execFileSync } from 'node:child_process';

const known = [
  '',
  "it's",
  "'; touch /tmp/latchkey-was-here; '",
  String.raw`\'; touch /tmp/latchkey-was-here #`,
  '$(touch /tmp/latchkey-was-here)',
  '`touch /tmp/latchkey-was-here`',
  '"; import os; "',
  '${HOME} $HOME %PATH% !! !1 ~',
  String.raw`back\slash \n \' \" \\`,
  'a\u2018b\u2019c\u201ad\u201be',
  'line\u2028and\u2029paragraph',
  '日本語 🗝️ é',
  '</script><!--',
  '#{x} {{x}} {% x %}',
  '-rf --data @/etc/passwd',
  '=cmd|calc',
];

const alphabet = Array.from(`'"\`$\\!#%&*(){}[]<>|;:,.?/@=+-_ ~^aB9é\u2019\u2028🗝`);

/** The known ones and further random ones, the same in every run. */
export function hostileTexts(number: number): readonly string[] {
  let seed = 42;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const random = Array.from({ length: number }, () =>
    Array.from({ length: 1 + next(24) }, () => alphabet[next(alphabet.length)] ?? '').join(''),
  );
  return [...known, ...random];
}

/** Those of the programs that this machine has. */
export function installed(...programs: readonly string[]): readonly string[] {
  return programs.filter((program) => {
    try {
      execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
      return true;
    } catch {
      // Not here: others are.
      return false;
    }
  });
}
