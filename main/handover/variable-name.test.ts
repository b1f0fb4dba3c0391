import { expect, test } from 'vitest';
import { variableName, variableNames } from './variable-name';

test('a variable is called by the provider, and by the label where there are several', () => {
  expect(variableName({ providerId: 'my-company' })).toBe('MY_COMPANY_ACCESS_TOKEN');
  expect(variableName({ providerId: '9gag' })).toBe('_9GAG_ACCESS_TOKEN');
  const labelled = (...labels: readonly string[]) => labels.map((label) => ({ providerId: 'github', label }));
  expect(variableNames(labelled('me@work', '我', 'me work', 'x'))).toEqual([
    'GITHUB_ME_WORK_ACCESS_TOKEN',
    'GITHUB_ACCESS_TOKEN',
    'GITHUB_ME_WORK_ACCESS_TOKEN_2',
    'GITHUB_X_ACCESS_TOKEN',
  ]);
  expect(variableNames(labelled('me'))).toEqual(['GITHUB_ACCESS_TOKEN']);
});
