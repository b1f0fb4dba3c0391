import { expect, test } from 'vitest';
import { newKey, paramField, resourceField, standardDraftOf, standardOptionsOf, twiceProblem } from './standardDraft';

const options = {
  params: { authorize: { prompt: 'login' }, token: { audience: 'a' }, refresh: {} },
  resources: ['urn:a', 'urn:b'],
};

test('what is stored comes back as it was', () => {
  expect(standardOptionsOf(standardDraftOf(options))).toEqual(options);
  expect(standardOptionsOf(standardDraftOf(null))).toEqual({
    params: { authorize: {}, token: {}, refresh: {} },
    resources: [],
  });
});

test('rows that are not filled in count as not there, and errors find their row all the same', () => {
  const draft = standardDraftOf(options);
  const resources = [{ key: 9, uri: ' ' }, ...draft.resources];
  const params = [...draft.params, { key: newKey(draft.params), phase: 'refresh' as const, name: ' ', value: 'x' }];
  expect(standardOptionsOf({ params, resources })).toEqual(options);
  expect(resourceField(resources[2]!, resources)).toBe('options.resources.1');
  expect(paramField(params[1]!)).toBe('options.params.token.audience');
  expect(newKey(params)).toBe(3);
});

test('a name that stands twice in a phase is refused, in two phases it is not', () => {
  const row = (key: number, phase: 'token' | 'refresh', name: string) => ({ key, phase, name, value: '' });
  expect(twiceProblem({ params: [row(0, 'token', 'a'), row(1, 'refresh', 'a')], resources: [] })).toBeNull();
  expect(twiceProblem({ params: [row(0, 'token', 'a'), row(1, 'token', ' a')], resources: [] })).toMatchObject({
    code: 'param_twice',
    field: 'options.params.token.a',
  });
});
