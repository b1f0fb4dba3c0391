/** Tokens for other tools, and clients from them, as the rest of the house sees it. */
import type * as read from './foreign/read-foreign';

export { tokenFile, type TokenFile, type TokenFileFormat, type TokenSheet } from './token-file';
export { copyNote, holdsToken, tokenText } from './token-text';
export { inDotenv } from './quoting';
export { variableNames } from './variable-name';
export { foreignProviderFile, providerName } from './foreign/foreign-provider';
export type { FoundClient, LeftOut } from './foreign/found-client';
export { fits, knownProvider, type KnownProvider } from './foreign/known-provider';
export type { ForeignText } from './foreign/read-foreign';
export { LONGEST_TEXT } from './foreign/found-client';

/** {@link read.readForeign}; with the YAML that it needs it is not loaded before. */
export async function readForeign(text: string): Promise<read.ReadForeign> {
  const lazily = await import('./foreign/read-foreign');
  return lazily.readForeign(text);
}
