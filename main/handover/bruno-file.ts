/**
 * Bruno environments: .bru files as bruno-lang version 2 reads them (`vars { name: value }`, `vars:secret [ name ]`). A value runs to the end
 * of its line and has no escapes, but three quotes anywhere in it begin or end a text of several lines. Secret variables stand in the file by name only; Bruno asks for their values and keeps them elsewhere.
 */
import { flat, type TokenVariable } from './token-sheet';

/** Null where a token cannot stand on a line of its own. */
export function brunoEnvironment(variables: readonly TokenVariable[]): string | null {
  const pairs = flat(variables);
  if (pairs.some(({ value }) => value !== value.trim() || /[\r\n]/.test(value) || value.includes("'''"))) return null;
  return `vars {\n${pairs.map(({ name, value }) => `  ${name}: ${value}\n`).join('')}}\n`;
}

/** Without any token. */
export function brunoSecretNames(variables: readonly TokenVariable[]): string {
  const pairs = flat(variables);
  const open = pairs.filter(({ secret }) => !secret).map(({ name, value }) => `  ${name}: ${value}\n`);
  const names = pairs.filter(({ secret }) => secret).map(({ name }) => `  ${name}`);
  return `${open.length > 0 ? `vars {\n${open.join('')}}\n` : ''}vars:secret [\n${names.join(',\n')}\n]\n`;
}
