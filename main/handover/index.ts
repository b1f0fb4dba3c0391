/** Tokens for other tools, and clients from them, as the rest of the house sees it. */
export { tokenFile, type TokenFile, type TokenFileFormat, type TokenSheet } from './token-file';
export { copyNote, holdsToken, tokenText } from './token-text';
export { tokenJson } from './token-json';
export { inDotenv } from './quoting';
export { variableNames } from './variable-name';
export { foreignProviderFile, providerName } from './foreign/foreign-provider';
export type { FoundClient, LeftOut } from './foreign/found-client';
export { fits, knownProvider, type KnownProvider } from './foreign/known-provider';
export { LONGEST_TEXT, readForeign, type ForeignText } from './foreign/read-foreign';
