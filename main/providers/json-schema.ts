/** Turns the provider schema into the JSON Schema that is published as docs/provider.schema.json (`npm run schema`). */
import { z } from 'zod';
import { providerSchema } from './schema';

/** The JSON Schema of a provider file as it is written by hand: what has a default may be left out. */
export function providerJsonSchema(): object {
  return z.toJSONSchema(providerSchema, { io: 'input', target: 'draft-2020-12' });
}
