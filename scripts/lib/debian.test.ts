import { describe, expect, it } from 'vitest';
import { currentNames, installCommand, missingFromLdd, missingPackages, possibleNewNames } from './debian.mjs';

const complete = { libraries: [], programs: [], chineseFont: true };

describe('missing system packages', () => {
  it('are none on a complete system', () => {
    expect(missingPackages(complete)).toEqual([]);
  });

  it('are named once each for libraries, programs and fonts', () => {
    const findings = {
      libraries: ['libnss3.so', 'libnssutil3.so', 'libgtk-3.so.0', 'libsecret-1.so.0'],
      programs: ['Xvfb', 'dbus-run-session', 'dbus-send', 'gnome-keyring-daemon'],
      chineseFont: false,
    };
    expect(missingPackages(findings)).toEqual([
      'dbus',
      'fonts-wqy-microhei',
      'gnome-keyring',
      'libgtk-3-0',
      'libnss3',
      'libsecret-1-0',
      'xvfb',
    ]);
  });

  it('come with GTK when a library of its dependencies is missing', () => {
    expect(missingPackages({ ...complete, libraries: ['libatk-1.0.so.0', 'libX11.so.6'] })).toEqual(['libgtk-3-0']);
  });
});

describe('package names', () => {
  it('stay as they are where apt knows no new name', () => {
    expect(currentNames(['libgtk-3-0', 'libnss3'], new Set())).toEqual(['libgtk-3-0', 'libnss3']);
  });

  it('become the new ones where apt knows them', () => {
    const packages = ['libasound2', 'libgtk-3-0', 'libnss3'];
    expect(possibleNewNames(packages)).toEqual(['libasound2t64', 'libgtk-3-0t64']);
    expect(currentNames(packages, new Set(possibleNewNames(packages)))).toEqual([
      'libasound2t64',
      'libgtk-3-0t64',
      'libnss3',
    ]);
  });
});

it('gives a person one command to run', () => {
  expect(installCommand(['libnss3', 'xvfb'])).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends libnss3 xvfb',
  );
});

it('reads missing libraries from ldd', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffe)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007fa)',
    '\tlibnss3.so => not found',
  ].join('\n');
  expect(missingFromLdd(output)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
});
