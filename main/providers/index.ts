/** Providers as the rest of the house sees them. */
export { catalogue } from './catalogue';
export { checkEndpoint, hasWhiteSpaceOrControls, isLoopbackHost, parseUrl, type EndpointCheck } from './endpoint';
export { compileErrorPattern, longestMatchedText } from './error-pattern';
export { grantKind, grantTypeOf, mayUse, signInGrant, type GrantKind } from './grant-kinds';
export { loadProviderFolder, type BrokenProviderFile, type ProviderFolder } from './folder';
export { matchesHost } from './hosts';
export { parseProvider, type ParsedProvider } from './parse';
export type { ProviderProblem } from './problem';
export type { FieldPath, Provider, ProviderGrant, ProviderText, ProviderVariable, RequestShape } from './schema';
export {
  fillEndpoint,
  fillText,
  fillUrl,
  matchesWhole,
  placeholdersOf,
  variableValues,
  type FilledUrl,
  type Values,
} from './template';
