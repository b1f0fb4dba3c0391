/** The protocol as the rest of the house sees it. */
export {
  createAuthorization,
  draftAuthorization,
  type Authorization,
  type AuthorizationDraft,
  type AuthorizeClient,
} from './authorize-request';
export {
  assertionProblem,
  scopeIsParameter,
  signAssertion,
  type AssertionContext,
  type AssertionRecipe,
} from './assertion';
export {
  captureStep,
  type CapturedAnswer,
  type CapturedPair,
  type CapturedRequest,
  type CapturedStep,
} from './capture';
export { maskOf } from './known-secrets';
export { maskTokens, type AnswerAbout } from './readable';
export { readCallReply, type CallReply } from './call-reply';
export { readIntrospection, type Introspection } from './introspection';
export { readCallExtras, readPerson, type Person } from './profile';
export { buildServerCall, namesOneToken, type ServerCallRequest, type TokenHint } from './server-call';
export type { ReplyFields } from './reply-fields';
export { shownText, type ShownField } from './shown-fields';
export { readCallback, type CallbackArrival, type CallbackReply } from './callback';
export { type AssertionTerms } from './client-assertion';
export { type ClientCredentials, type ClientIdentity } from './client-authentication';
export { dpopProof, dpopThumbprint, isSenderConstrained, type ProofInput } from './dpop';
export { sendSigned, serverHints, wantsSigningAgain, type ServerHints, type SigningMoment } from './server-hints';
export { secretAlgorithms, type JwtClaims, type JwtHeader } from './signed-jwt';
export { newSigningKey, readSigningKey, type KeyAlgorithm, type PublicJwk, type SigningKey } from './signing-key';
export { checkCallbackUrl, matchesCallback, type CallbackUrlCheck } from './callback-url';
export { type ClientAuthenticationMethod } from './client-authentication';
export { readDeviceReply, type DeviceCodes, type DeviceReply } from './device-authorization';
export { type DeviationAnswer, type DeviationTag } from './deviation';
export { discover, readIssuer, type Discovery, type IssuerQuestion } from './discovery';
export { checkEndpoint, isLoopbackHost, spokenAlgorithms, type EndpointCheck } from '../providers';
export { isResourceIndicator, reservedNames, type ExtraParameters } from './extra-parameters';
export { wrongHookField, type ClientFields } from './hooks';
export { checkIdToken, type IdTokenOrigin } from './id-token';
export type { IdTokenFault } from './id-token-fault';
export { jwtClaims, jwtHeader } from './jwt';
export { maskedText } from './masked-reply';
export { probeMethods, type Probe } from './method-probe';
export { mergeTokens } from './merge';
export { deregistrationRequest, readRegistration, registrationRequest, type RegisteredClient } from './registration';
export { networkKey, proxyAddress, SYSTEM_NETWORK, trustKey } from './network-profile';
export { readPasted, type PastedCallback } from './pasted-callback';
export { requestUrl } from './request-shape';
export { scopeList, scopeText } from './scope';
export { buildPushedRequest, readPushedReply, type PushedReply } from './pushed-request';
export { Secret } from './secret';
export { plainText } from './server-text';
export { decodeBytes } from './reply-charset';
export { clockOffset } from './server-clock';
export { exchangeParameters, ISSUED_TYPE, type Exchange } from './token-exchange';
export { keyShelf, type KeyShelf } from './server-keys';
export { readTokenReply, type ReplyContext } from './token-reply';
export { buildTokenRequest, type TokenClient, type TokenGrant, type TokenRequestInput } from './token-request';
export type * from './types';
