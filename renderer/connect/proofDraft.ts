/** The part of the client form about proofs: what it holds and how it becomes the request. Pure. */
import type { ClientOptionsView, ClientView, MadeKeyView, RequestInput } from '../../preload/contract';

export interface ProofDraft {
  /** The endpoint of pushed authorization requests. */
  readonly endpoint: string;
  readonly pushed: boolean | null;
  readonly dpop: boolean | null;
  readonly audience: string;
  readonly algorithm: string | null;
  readonly keyId: string;
  /** A key that was made in this form. Its private part is in main. */
  readonly made: MadeKeyView | null;
}

export function proofDraftOf(client: ClientView | null): ProofDraft {
  const { pushed = null, dpop = null, assertion }: Partial<ClientOptionsView> = client?.options ?? {};
  return {
    endpoint: client?.endpoints.pushed ?? '',
    pushed,
    dpop,
    audience: assertion?.audience ?? '',
    algorithm: assertion?.algorithm ?? null,
    keyId: assertion?.keyId ?? '',
    made: null,
  };
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** The options that stand in this part of the form. */
export function proofOptionsOf({ pushed, dpop, audience, algorithm, keyId }: ProofDraft) {
  return { pushed, dpop, assertion: { audience: orNull(audience), algorithm, keyId: orNull(keyId) } };
}

/**
 * @param pasted what stands in the input for a private key; it counts before a key that was made
 * @param removed the stored one is to go
 */
export function keyInputOf(
  { made }: ProofDraft,
  pasted: string,
  removed = false,
): NonNullable<RequestInput<'saveClient'>['key']> {
  if (pasted.trim() !== '') return { kind: 'pasted', text: pasted };
  if (made === null) return { kind: removed ? 'none' : 'keep' };
  return { kind: 'made', handle: made.handle };
}

/** Which of three the choice "as the provider has it / yes / no" is at, as a form's value. */
export function choiceOf(value: boolean | null): '' | 'on' | 'off' {
  return value === null ? '' : value ? 'on' : 'off';
}

export function fromChoice(text: string): boolean | null {
  return text === '' ? null : text === 'on';
}
