/**
 * A client's private key: made by Latchkey or pasted, and its public part to be registered. The private part of a made key never comes
 * here; a pasted one stands in its input until the form is sent, and nowhere else.
 */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { ClientView, RequestInput } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { showToast } from '../state/toasts';
import { StoredSecretInput } from '../ui/StoredSecretInput';
import type { ProofDraft } from './proofDraft';
import styles from './KeyFields.module.css';

export interface KeyFieldsProps {
  readonly client: ClientView | null;
  readonly proof: ProofDraft;
  readonly change: (part: Partial<ProofDraft>) => void;
  readonly error: string | undefined;
  /** The stored key goes when the form is saved. */
  readonly removed: boolean;
  readonly onRemoved: (removed: boolean) => void;
}

type Algorithm = RequestInput<'makeClientKey'>['algorithm'];

const algorithms: readonly Algorithm[] = ['ES256', 'PS256', 'RS256', 'EdDSA', 'ES384', 'ES512'];

export function KeyFields({ client, proof, change, error, removed, onRemoved }: KeyFieldsProps) {
  const { t, sentences } = useWords();
  const [algorithm, setAlgorithm] = useState<Algorithm>('ES256');
  const heading = useId();
  const { made } = proof;
  const stored = client?.key ?? null;
  const key = made ?? stored;

  const make = async (): Promise<void> => {
    const answer = await orSay(window.latchkey.makeClientKey({ algorithm }));
    if (answer.ok) change({ made: answer.value, algorithm: null, keyId: '' });
  };
  const copy = async (as: 'jwk' | 'jwks'): Promise<void> => {
    const of =
      made === null
        ? ({ kind: 'stored', clientId: client?.id ?? '' } as const)
        : ({ kind: 'made', handle: made.handle } as const);
    if ((await orSay(window.latchkey.copyPublicKey({ of, as }))).ok) showToast({ kind: 'public_key_copied' });
  };

  return (
    <section aria-labelledby={heading} className={styles.key}>
      <h3 id={heading} className={styles.heading}>
        {t('proof.key')}
      </h3>
      {key === null ? (
        <p className={styles.quiet}>{t('proof.noKey')}</p>
      ) : (
        <>
          <p className={styles.quiet}>
            {sentences(t(made === null ? 'proof.keyStored' : 'proof.keyMade'), t('proof.register'))}
          </p>
          <pre className={styles.public} data-value aria-label={t('proof.publicKey')}>
            {key.publicJwk}
          </pre>
          <div className={styles.row}>
            <Button onClick={() => void copy('jwk')}>{t('proof.copyJwk')}</Button>
            <Button onClick={() => void copy('jwks')}>{t('proof.copyJwks')}</Button>
          </div>
        </>
      )}
      <div className={styles.row}>
        <NativeSelect
          aria-label={t('proof.newKeyFor')}
          value={algorithm}
          data={[...algorithms]}
          onChange={(event) => setAlgorithm(algorithms.find((one) => one === event.currentTarget.value) ?? 'ES256')}
        />
        <Button onClick={() => void make()}>{t(key === null ? 'proof.makeKey' : 'proof.makeNewKey')}</Button>
      </div>
      <StoredSecretInput
        label={t('proof.paste')}
        description={t('proof.pasteHint')}
        name="privateKey"
        stored={stored !== null && made === null}
        removed={removed}
        onRemoved={onRemoved}
        error={error}
      />
      <TextInput
        label={t('proof.keyId')}
        description={t('proof.keyIdHint')}
        placeholder={key?.keyId ?? ''}
        value={proof.keyId}
        onChange={(event) => change({ keyId: event.currentTarget.value })}
      />
    </section>
  );
}
