/** The small values that a provider file is made of; schema.ts puts the file together from them. */
import { z } from 'zod';

export const text = z
  .union([z.string().min(1), z.object({ en: z.string().min(1), 'zh-CN': z.string().min(1) }).strict()])
  .describe('A text, or one text a language.');

/** Whether it may be sent secrets is judged in rules.ts, where the values of variables are known to be checked. */
export const url = z
  .stringFormat('url', /^https?:\/\/\S+$/i)
  .describe(
    'An absolute URL. https, or http where the host is a loopback address. It may hold {variables} of this file, for example https://{shop}.example.com/token.',
  );

export const params = z
  .record(z.string().min(1), z.string())
  .describe('Names and fixed values. A value may hold {client_id}, {variables} and {client fields} of this file.');

export const names = z.array(z.string().min(1));

export const seconds = z.number().int().min(0).describe('A duration in whole seconds.');

export const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** One place in a reply, or several that are looked at in turn. */
export const path = z
  .union([z.string().min(1), names.min(1)])
  .describe(
    'A field of the reply, or several of which the first that is there counts. Dots lead inwards: "data.error_code", "errors.0.code"; "*" stands for the first field; a JWT on the way is decoded: "id_token.email".',
  );

export const rename = z
  .record(z.string().min(1), z.string().min(1))
  .describe(
    'Parameters under another name: the RFC\'s name first, then the one on the wire: { "client_id": "appid" }.',
  );

export const unit = z
  .enum(['s', 'ms', 'at_s', 'at_ms', 'at_iso'])
  .describe(
    'A lifetime in seconds or milliseconds; a point of time in seconds or milliseconds since 1970, or as ISO 8601.',
  );

/** A condition on one field of a reply. */
export const condition = z
  .object({
    field: z.string().min(1).describe('Path of the field.'),
    equals: z.array(scalar).min(1).describe('The values that mean success (compared as text).'),
  })
  .strict();
