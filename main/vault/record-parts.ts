/** What the forms of several records are made of. */
import { z } from 'zod';
import { Secret } from '../oauth';

/** SECURITY: the only place of the vault where a Secret is revealed; what comes of it is sealed. */
export const secret = z.codec(z.string(), z.instanceof(Secret), {
  decode: (value) => new Secret(value),
  encode: (value) => value.reveal(),
});

/** Milliseconds since the epoch. */
export const epochMs = z.number();
export const names = z.array(z.string()).readonly();
