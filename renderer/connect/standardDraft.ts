/** Further parameters and resource indicators as the client form holds them: rows that may be half filled in. Pure. */
import type { ClientOptionsView, ErrorView, RequestInput } from '../../preload/contract';

export type Phase = keyof ClientOptionsView['params'];

export const phases: readonly Phase[] = ['authorize', 'token', 'refresh'];

export interface ParamRow {
  /** Tells rows apart while they are added and removed. */
  readonly key: number;
  readonly phase: Phase;
  readonly name: string;
  readonly value: string;
}

export interface ResourceRow {
  readonly key: number;
  readonly uri: string;
}

export interface StandardDraft {
  readonly params: readonly ParamRow[];
  readonly resources: readonly ResourceRow[];
}

export function standardDraftOf(options: Pick<ClientOptionsView, 'params' | 'resources'> | null): StandardDraft {
  const rows = phases.flatMap((phase) =>
    Object.entries(options?.params[phase] ?? {}).map(([name, value]) => ({ phase, name, value })),
  );
  return {
    params: rows.map((row, key) => ({ key, ...row })),
    resources: (options?.resources ?? []).map((uri, key) => ({ key, uri })),
  };
}

/** A key that no row has. */
export function newKey(rows: readonly { readonly key: number }[]): number {
  return Math.max(-1, ...rows.map(({ key }) => key)) + 1;
}

type SentOptions = Required<Pick<NonNullable<RequestInput<'saveClient'>['options']>, 'params' | 'resources'>>;

/** Rows without a name, and empty resources, count as not there. */
export function standardOptionsOf({ params, resources }: StandardDraft): SentOptions {
  const of = (phase: Phase): Record<string, string> =>
    Object.fromEntries(
      params
        .filter((row) => row.phase === phase && row.name.trim() !== '')
        .map(({ name, value }) => [name.trim(), value]),
    );
  return {
    params: { authorize: of('authorize'), token: of('token'), refresh: of('refresh') },
    resources: filledIn(resources).map(({ uri }) => uri.trim()),
  };
}

function filledIn(resources: readonly ResourceRow[]): readonly ResourceRow[] {
  return resources.filter(({ uri }) => uri.trim() !== '');
}

/** What main cannot see, as a name can stand only once in what it is sent. */
export function twiceProblem({ params }: StandardDraft): ErrorView | null {
  const twice = params.find(
    (row, index) =>
      row.name.trim() !== '' &&
      params.some(
        (other, place) => place < index && other.phase === row.phase && other.name.trim() === row.name.trim(),
      ),
  );
  if (twice === undefined) return null;
  return {
    code: 'param_twice',
    field: `options.params.${twice.phase}.${twice.name.trim()}`,
    detail: null,
    serverCode: null,
  };
}

/** The field of the form that a row is to main; where a name stands twice, the later row is meant. */
export function paramField({ phase, name }: ParamRow): `options.${string}` {
  return `options.params.${phase}.${name.trim()}`;
}

export function resourceField(row: ResourceRow, resources: readonly ResourceRow[]): `options.${string}` {
  return `options.resources.${filledIn(resources).indexOf(row)}`;
}
