/**
 * Files that other tools import, with access tokens in them. SECURITY: a file holds tokens in the clear, and nothing else that is secret: no
 * refresh token, no client secret.
 */
import { createHash } from 'node:crypto';
import { Secret } from '../oauth';
import { brunoEnvironment, brunoSecretNames } from './bruno-file';
import { insomniaEnvironment, insomniaEnvironmentFour } from './insomnia-file';
import { postmanCollection, postmanEnvironment } from './postman-files';
import { inDotenv } from './quoting';
import type { TokenSheet, TokenVariable } from './token-sheet';
import { variableNames } from './variable-name';

export type { TokenSheet } from './token-sheet';

/** `bruno_secret` holds no token, only its name. */
export type TokenFileFormat =
  | 'postman_environment'
  | 'postman_collection'
  | 'bruno_environment'
  | 'bruno_secret'
  | 'insomnia_environment'
  /** The form of Insomnia before 11. */
  | 'insomnia_environment_4'
  | 'dotenv';

export interface TokenFile {
  /** A name to begin with. */
  readonly name: string;
  /** Of that name, without the dot. */
  readonly ending: string;
  readonly content: Secret;
}

/**
 * @param sheets the accounts, at least one
 * @param now milliseconds since the epoch
 * @returns null where the format cannot hold one of the tokens as it is
 */
export function tokenFile(sheets: readonly TokenSheet[], format: TokenFileFormat, now: number): TokenFile | null {
  const variables = variablesOf(sheets);
  // SECURITY: these tools take {{ }} and {% %} in a value for a template, and some templates read files.
  if (format !== 'dotenv' && variables.some(({ token }) => /\{[{%#]/.test(token))) return null;
  const text = written(sheets, variables, format, now);
  if (text === null) return null;
  const [stem, ending] = [stemOf(sheets), endings[format]];
  return { name: `${stem}.${ending}`, ending: ending.split('.').at(-1) ?? ending, content: new Secret(text) };
}

const endings: Readonly<Record<TokenFileFormat, string>> = {
  postman_environment: 'postman_environment.json',
  postman_collection: 'postman_collection.json',
  bruno_environment: 'bru',
  bruno_secret: 'bru',
  insomnia_environment: 'insomnia.yaml',
  insomnia_environment_4: 'insomnia.json',
  dotenv: 'env',
};

function written(
  sheets: readonly TokenSheet[],
  variables: readonly TokenVariable[],
  format: TokenFileFormat,
  now: number,
): string | null {
  const title = titleOf(variables);
  const id = idOf(sheets);
  switch (format) {
    case 'postman_environment':
      return json(postmanEnvironment({ id, title, now }, variables));
    case 'postman_collection':
      return json(postmanCollection({ id, title, now }, sheets, variables));
    case 'bruno_environment':
      return brunoEnvironment(variables);
    case 'bruno_secret':
      return brunoSecretNames(variables);
    case 'insomnia_environment':
      return insomniaEnvironment({ id, title, now }, variables);
    case 'insomnia_environment_4':
      return json(insomniaEnvironmentFour({ id, title, now }, variables));
    case 'dotenv':
      return dotenv(variables);
  }
}

function variablesOf(sheets: readonly TokenSheet[]): readonly TokenVariable[] {
  const names = variableNames(sheets.map(({ account }) => account));
  return sheets.map(({ account }, index) => {
    const { accessExpiry, accessToken } = account.tokens;
    return {
      name: names[index] ?? '',
      label: account.label,
      token: accessToken.reveal(),
      expiresAt: accessExpiry.kind === 'at' ? new Date(accessExpiry.at).toISOString() : null,
    };
  });
}

function dotenv(variables: readonly TokenVariable[]): string | null {
  const lines = variables.map(({ name, label, token, expiresAt }) => {
    const value = inDotenv(token);
    // A label must not end the comment.
    const about = `# ${label.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}${expiresAt === null ? '' : `, until ${expiresAt}`}`;
    return value === null ? null : `${about}\n${name}=${value}\n`;
  });
  return lines.includes(null) ? null : lines.join('');
}

/** Says when the first of them ends. */
function titleOf(variables: readonly TokenVariable[]): string {
  const [first] = variables.flatMap(({ expiresAt }) => expiresAt ?? []).toSorted();
  const [only] = variables;
  const who = variables.length === 1 && only !== undefined ? only.label : String(variables.length);
  return `Latchkey: ${who}${first === undefined ? '' : ` (until ${first.slice(0, 16)}Z)`}`;
}

function stemOf(sheets: readonly TokenSheet[]): string {
  const ids = new Set(sheets.map(({ account }) => account.providerId));
  const [only] = ids;
  return ids.size === 1 && only !== undefined ? `latchkey-${only}` : 'latchkey';
}

/** The same accounts have the same id, so that a tool can tell a newer file from another one. As a UUID, which all of them take. */
function idOf(sheets: readonly TokenSheet[]): string {
  const hash = createHash('sha256')
    .update(sheets.map(({ account }) => account.id).join(' '))
    .digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
