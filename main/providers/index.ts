/** Providers as the rest of the house sees them. */
export { catalogue } from './catalogue';
export { checkEndpoint, hasWhiteSpaceOrControls, isLoopbackHost, parseUrl, type EndpointCheck } from './endpoint';
export { compileErrorPattern, longestMatchedText } from './error-pattern';
export { loadProviderFolder, type BrokenProviderFile, type ProviderFolder } from './folder';
export { parseProvider, type ParsedProvider } from './parse';
export type { ProviderProblem } from './problem';
export type { Provider, ProviderGrant, ProviderText } from './schema';
