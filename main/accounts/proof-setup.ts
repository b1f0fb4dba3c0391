/** For tests: a provider that takes proofs instead of secrets. */
import { parseProvider, type Provider } from '../providers';

/** @param patch what its file says besides */
export function strictProvider(patch: object): Provider {
  const file = {
    version: 1,
    id: 'strict',
    name: 'Strict',
    issuer: 'https://strict.example',
    endpoints: { authorize: 'https://strict.example/authorize', token: 'https://strict.example/token' },
    grants: { authorization_code: {}, refresh_token: {} },
    ...patch,
  };
  const parsed = parseProvider(JSON.stringify(file));
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
  return parsed.provider;
}
