/** Providers as the rest of the house sees them. */
export { catalogue, catalogueFile } from './catalogue';
export { discoveredFile, idFor, type DiscoveredFile, type FileContent } from './discovered-file';
export { checkEndpoint, hasWhiteSpaceOrControls, isLoopbackHost, parseUrl, type EndpointCheck } from './endpoint';
export { compileErrorPattern, longestMatchedText } from './error-pattern';
export { grantKind, grantTypeOf, signInGrant, type GrantKind } from './grant-kinds';
export { changesBetween, updatedFile, type FileChange } from './file-changes';
export {
  LARGEST_FILE,
  loadProviderFolder,
  type BrokenProviderFile,
  type ProviderFolder,
  type ProviderSource,
} from './folder';
export { matchesHost } from './hosts';
export { authorizeParameters, grantTokens, tokenParameters } from './rules-names';
export { spokenAlgorithms } from './rules-proof';
export { secretHosts, writtenHosts } from './secret-hosts';
export { checkProvider, parseProvider, type ParsedProvider } from './parse';
export type { ProviderProblem } from './problem';
export { fillCall, standardCall, type CallName, type FilledCall } from './calls';
export type {
  FieldPath,
  Provider,
  ProviderCalls,
  ProviderGrant,
  ProviderText,
  ProviderVariable,
  RequestShape,
} from './schema';
export {
  fillEndpoint,
  fillText,
  fillUrl,
  placeholdersOf,
  variableValues,
  type FilledUrl,
  type Values,
} from './template';
