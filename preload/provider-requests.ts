/** Requests about providers, and previews of what would be sent: a part of the contract (contract.ts gives them out). */
import { z } from 'zod';
import { clientInput } from './client-input';

const id = z.string().min(1).max(64);
const grant = z.string().min(1).max(64).nullable();

/** The text of a provider file; the same limit as of files in the folder. */
const file = z.string().max(262_144);

const providerFile = {
  file,
  /** The provider of the user's own that it takes the place of; null for a new one. */
  replaces: id.nullable(),
};

export const providerRequests = {
  openProvidersFolder: z.undefined(),
  reloadProviders: z.undefined(),
  /** What its file says of a provider beyond what the form of a client needs. */
  describeProvider: z.object({ providerId: id }).strict(),
  /** Opens one of the documents that its file names, in the browser. */
  openProviderSource: z.object({ providerId: id, url: z.string().max(4096) }).strict(),
  /** Its file, to be edited; or a copy of it under an id that is free. */
  readProvider: z.object({ providerId: id, copy: z.boolean() }).strict(),
  /** Everything that is wrong with a file, and what would be sent by it. Nothing is kept. */
  checkProvider: z.object({ ...providerFile, grant }).strict(),
  saveProvider: z.object(providerFile).strict(),
  /**
   * What would be sent for a client as its form has it. SECURITY: secrets are not needed for it; where one was typed, any text stands in
   * its place, and `typedKey` for a private key.
   */
  previewClient: z.object({ client: clientInput, typedKey: z.boolean(), grant }).strict(),
} as const;
