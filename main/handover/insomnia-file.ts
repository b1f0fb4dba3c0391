/**
 * An Insomnia environment in its two forms: format 5 (YAML), which Insomnia writes since 11, and the export of format 4 (JSON), which those before
 * it and other tools read.
 */
import { stringify } from 'yaml';
import { flat, type FileFacts, type TokenVariable } from './token-sheet';

/** The `5.1` keeps an environment as `5.0` has it; Insomnia brings older schemas up to its own. */
const SCHEMA = '5.1';

/**
 * @returns YAML whose every value is quoted: a reader of YAML 1.1 takes a bare `2026-01-02T03:04:05Z` for a date and `1e5` for a number
 */
export function insomniaEnvironment({ id, title, now }: FileFacts, variables: readonly TokenVariable[]): string {
  const serial = id.replaceAll('-', '');
  const times = { created: now, modified: now };
  const file = {
    type: 'environment.insomnia.rest/5.0',
    schema_version: SCHEMA,
    name: title,
    meta: { id: `wrk_${serial}`, ...times, description: '' },
    environments: {
      name: 'Base Environment',
      meta: { id: `env_${serial}`, ...times, isPrivate: false },
      data: {},
      subEnvironments: [
        {
          name: title,
          // SECURITY: a private one is left out when Insomnia syncs a project or exports it; a base environment cannot be private.
          meta: { id: `env_${serial}_tokens`, ...times, isPrivate: true, sortKey: now },
          data: dataOf(variables),
        },
      ],
    },
  };
  return stringify(file, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
}

export function insomniaEnvironmentFour({ id, title, now }: FileFacts, variables: readonly TokenVariable[]): object {
  const serial = id.replaceAll('-', '');
  const times = { created: now, modified: now };
  const workspace = `wrk_${serial}`;
  return {
    _type: 'export',
    __export_format: 4,
    __export_date: new Date(now).toISOString(),
    __export_source: 'latchkey',
    resources: [
      {
        _id: workspace,
        _type: 'workspace',
        parentId: null,
        ...times,
        name: title,
        description: '',
        scope: 'environment',
      },
      {
        _id: `env_${serial}`,
        _type: 'environment',
        parentId: workspace,
        ...times,
        name: 'Base Environment',
        data: dataOf(variables),
        dataPropertyOrder: null,
        color: null,
        isPrivate: false,
      },
    ],
  };
}

function dataOf(variables: readonly TokenVariable[]): Readonly<Record<string, string>> {
  return Object.fromEntries(flat(variables).map(({ name, value }) => [name, value]));
}
