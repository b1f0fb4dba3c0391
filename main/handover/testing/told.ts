/** What was read of another tool's text, told flatly, with secrets laid open for the test. */
import type { FoundClient, LeftOut } from '../foreign/found-client';
import { readForeign } from '../foreign/read-foreign';

/** Its kind, its clients without what is empty, what was left out; or why it was refused. */
export function read(text: string) {
  const outcome = readForeign(text);
  if (outcome.kind === 'refused') return outcome.reason;
  const { kind, clients, leftOut } = outcome.found;
  return { kind, clients: clients.map(told), leftOut: leftOut.map(said) };
}

function told({ clientSecret, leftOut, ...rest }: FoundClient) {
  const facts = Object.entries({ ...rest, clientSecret: clientSecret?.reveal() ?? null, leftOut: leftOut.map(said) });
  const isEmpty = (value: unknown) =>
    value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(facts.filter(([, value]) => !isEmpty(value)));
}

const said = ({ at, reason }: LeftOut): string => `${at}: ${reason}`;

export const AUTHORIZE = 'https://id.example/authorize';
export const TOKEN = 'https://id.example/token';

/** As Postman lists them. */
export const attributes = (values: Record<string, unknown>) =>
  Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' }));

export const client = {
  grant: 'authorization_code',
  authorize: AUTHORIZE,
  token: TOKEN,
  clientId: 'my-client',
  clientSecret: 's3cr3t',
  callbackUrl: 'https://app.example/cb',
  scope: 'read write',
};
