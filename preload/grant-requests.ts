/**
 * How windows ask for grants that are not a sign-in page: a part of the contract's requests, with the schemas of their inputs. Tokens of the
 * user's own accounts are named; what is typed as a secret is read from its field only when the form is sent.
 */
import { z } from 'zod';

const id = z.string().min(1).max(64);
const line = z.string().max(4096);
const word = z.string().trim().min(1).max(2048);
const wordOrNull = word.nullable();
/** SECURITY: never logged, and read from its field only when the form is sent. */
const secret = z.string().min(1).max(65_536);

const connection = {
  clientId: id,
  accountId: id.nullable(),
  grant: z.string().min(1).max(64),
  scope: line,
};

const tokenSource = z.union([
  /** An account's access token; it never leaves main. */
  z.object({ accountId: id }).strict(),
  z.object({ token: secret }).strict(),
]);

const signedAssertion = z
  .object({
    /** `null` keeps the stored key of the account that is connected again. */
    key: secret.nullable(),
    algorithm: wordOrNull,
    keyId: wordOrNull,
    issuer: wordOrNull,
    subject: wordOrNull,
    audience: wordOrNull,
    /** Seconds. */
    lifetime: z.number().int().min(1).max(86_400).nullable(),
    claims: z.string().max(16_384),
  })
  .strict();

export type SignedAssertionInput = z.infer<typeof signedAssertion>;
export type TokenSourceInput = z.infer<typeof tokenSource>;

/** The requests about these grants; contract.ts puts them among the others. */
export const grantRequests = {
  /** Asks for a code; answers when the attempt has ended. */
  connectByDevice: z.object(connection).strict(),
  /** Opens the page on which the code is entered, in the system's browser. */
  openVerification: z.object({ attemptId: id }).strict(),
  /** Puts the code to enter on the clipboard. */
  copyDeviceCode: z.object({ attemptId: id }).strict(),
  exchangeToken: z
    .object({
      ...connection,
      subject: tokenSource,
      subjectType: word,
      actor: tokenSource.nullable(),
      actorType: word,
      requestedType: wordOrNull,
      audience: z.array(word).max(32),
      resource: z.array(word).max(32),
    })
    .strict(),
  connectByAssertion: z
    .object({ ...connection, assertion: z.union([z.object({ pasted: secret }).strict(), signedAssertion]) })
    .strict(),
  connectByFreeGrant: z
    .object({
      ...connection,
      grantType: word,
      parameters: z
        .array(z.object({ name: word, value: z.string().max(65_536), secret: z.boolean() }).strict())
        .max(64),
    })
    .strict(),
} as const;
