/** What a token is called in files of variables: `GITHUB_ACCESS_TOKEN`, or with the account's label where there are several. */
import type { Account } from '../accounts';

const SUFFIX = 'ACCESS_TOKEN';

/** For one account: by its provider. */
export function variableName({ providerId }: Pick<Account, 'providerId'>): string {
  return joined([providerId]);
}

/** For several: by provider and label, told apart by a number where that is not enough. In the order given. */
export function variableNames(accounts: readonly Pick<Account, 'providerId' | 'label'>[]): readonly string[] {
  if (accounts.length === 1) return accounts.map(variableName);
  const taken = new Set<string>();
  return accounts.map(({ providerId, label }) => {
    const name = joined([providerId, label]);
    let free = name;
    for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
    taken.add(free);
    return free;
  });
}

/** Only what every shell takes in a name: capitals, digits, "_", and no digit first. */
function joined(parts: readonly string[]): string {
  const words = parts.map((part) =>
    part
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '_')
      .replace(/^_+|_+$/g, ''),
  );
  const name = [...words.filter((word) => word !== ''), SUFFIX].join('_').slice(-100);
  return /^\d/.test(name) ? `_${name}` : name;
}
