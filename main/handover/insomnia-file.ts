/** An Insomnia environment, as export format 4 has it: JSON that every Insomnia since 2020 imports. */
import { flat, type FileFacts, type TokenVariable } from './token-sheet';

export function insomniaEnvironment({ id, title, now }: FileFacts, variables: readonly TokenVariable[]): object {
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
        data: Object.fromEntries(flat(variables).map(({ name, value }) => [name, value])),
        dataPropertyOrder: null,
        color: null,
        isPrivate: false,
      },
    ],
  };
}
