import { expect, test } from 'vitest';
import { catalogue, type Provider } from '../providers';
import { PLAIN_OPTIONS } from './client-options';
import { optionProblem } from './option-rules';

const standard = catalogue().find(({ id }) => id === 'standard') as Provider;
const withParams = (params: Partial<(typeof PLAIN_OPTIONS)['params']>) =>
  optionProblem({ ...PLAIN_OPTIONS, params: { ...PLAIN_OPTIONS.params, ...params } }, standard);

test('a parameter of ours is refused at its row, and another one taken', () => {
  expect(withParams({ authorize: { audience: 'a', state: 'x' } })).toEqual({
    code: 'param_reserved',
    field: 'options.params.authorize.state',
  });
  expect(withParams({ refresh: { refresh_token: 'x' } })?.code).toBe('param_reserved');
  expect(withParams({ token: { resource: 'https://a.example' } })?.code).toBe('param_reserved');
  expect(withParams({ token: { 'two words': 'x' } })?.code).toBe('invalid_input');
  expect(
    withParams({ authorize: { prompt: 'login' }, token: { audience: 'a' }, refresh: { scope: 'b' } }),
  ).toBeUndefined();
});

test('a resource with a fragment, or one that is no absolute URI, is refused at its place', () => {
  const resources = ['https://a.example', 'https://a.example/#x'];
  expect(optionProblem({ ...PLAIN_OPTIONS, resources }, standard)).toEqual({
    code: 'resource_invalid',
    field: 'options.resources.1',
  });
  expect(optionProblem({ ...PLAIN_OPTIONS, resources: ['urn:a:b'] }, standard)).toBeUndefined();
});
