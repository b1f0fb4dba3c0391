/** The protocol as the rest of the house sees it. */
export {
  assertionProblem,
  scopeIsParameter,
  signAssertion,
  type AssertionContext,
  type AssertionRecipe,
} from './assertion';
export { createAuthorization, type Authorization, type AuthorizeClient } from './authorize-request';
export { readCallback, type CallbackArrival, type CallbackReply } from './callback';
export { checkCallbackUrl, matchesCallback, type CallbackUrlCheck } from './callback-url';
export { type ClientAuthenticationMethod } from './client-authentication';
export { readDeviceReply, verificationUrl, type DeviceCodes, type DeviceReply } from './device-authorization';
export { deviationAnswers, deviationTags, type DeviationAnswer, type DeviationTag } from './deviation';
export { checkEndpoint, isLoopbackHost, type EndpointCheck } from '../providers';
export { wrongHookField, type ClientFields } from './hooks';
export { jwtClaims } from './jwt';
export { maskedText } from './masked-reply';
export { mergeTokens } from './merge';
export { requestUrl } from './request-shape';
export { scopeList } from './scope';
export { Secret } from './secret';
export { keyAlgorithms, type KeyAlgorithm } from './signing-key';
export { plainText } from './server-text';
export { clockOffset } from './server-clock';
export { exchangeParameters, ISSUED_TYPE, tokenTypes, type Exchange } from './token-exchange';
export { readTokenReply, type ReplyContext } from './token-reply';
export { buildTokenRequest, type TokenClient, type TokenGrant, type TokenRequestInput } from './token-request';
export type * from './types';
