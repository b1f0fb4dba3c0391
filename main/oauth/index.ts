/** The protocol as the rest of the house sees it. */
export {
  assertionProblem,
  scopeIsParameter,
  signAssertion,
  type AssertionContext,
  type AssertionRecipe,
} from './assertion';
export { readCallReply, type CallReply } from './call-reply';
export { readIntrospection, type Introspection } from './introspection';
export { readCallExtras, readPerson, type Person } from './profile';
export { buildServerCall, namesOneToken, type ServerCallRequest, type TokenHint } from './server-call';
export type { ReplyFields } from './reply-fields';
export { shownText, type ShownField } from './shown-fields';
export { createAuthorization, type Authorization, type AuthorizeClient } from './authorize-request';
export { readCallback, type CallbackArrival, type CallbackReply } from './callback';
export { checkCallbackUrl, matchesCallback, type CallbackUrlCheck } from './callback-url';
export { type ClientAuthenticationMethod } from './client-authentication';
export { readDeviceReply, verificationUrl, type DeviceCodes, type DeviceReply } from './device-authorization';
export { deviationAnswers, deviationTags, type DeviationAnswer, type DeviationTag } from './deviation';
export { discover, readIssuer, type Discovery } from './discovery';
export { checkEndpoint, isLoopbackHost, type EndpointCheck } from '../providers';
export { isResourceIndicator, reservedNames, type ExtraParameters } from './extra-parameters';
export { wrongHookField, type ClientFields } from './hooks';
export { checkIdToken, type IdTokenOrigin } from './id-token';
export type { IdTokenFault } from './id-token-fault';
export { jwtClaims } from './jwt';
export { maskedText } from './masked-reply';
export { probeMethods, type Probe } from './method-probe';
export { mergeTokens } from './merge';
export { deregistrationRequest, readRegistration, registrationRequest, type RegisteredClient } from './registration';
export { requestUrl } from './request-shape';
export { scopeList, scopeText } from './scope';
export { Secret } from './secret';
export { keyAlgorithms, type KeyAlgorithm } from './signing-key';
export { plainText } from './server-text';
export { clockOffset } from './server-clock';
export { exchangeParameters, ISSUED_TYPE, tokenTypes, type Exchange } from './token-exchange';
export { keyShelf, type KeyShelf } from './server-keys';
export { readTokenReply, type ReplyContext } from './token-reply';
export { buildTokenRequest, type TokenClient, type TokenGrant, type TokenRequestInput } from './token-request';
export type * from './types';
