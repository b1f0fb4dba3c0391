/** What a server, a proxy or the system wants to know before something can go on. Closing it is an answer too: no. */
import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import type { QuestionView, RequestInput } from '../../preload/contract';
import { useWords } from '../messages/words';
import { Dialog, DialogActions } from '../ui/Dialog';
import { formText } from '../ui/formText';
import { SecretInput } from '../ui/SecretInput';
import { CertificateText } from './CertificateText';
import styles from './QuestionDialog.module.css';

type Given = RequestInput<'answerQuestion'>['answer'];

export function QuestionDialog({ question }: { readonly question: QuestionView }) {
  const answer = (given: Given): void => {
    // Whether somebody still waits for it does not matter any more.
    void window.latchkey.answerQuestion({ questionId: question.id, answer: given });
  };
  return question.kind === 'login' ? (
    <LoginQuestion question={question} answer={answer} />
  ) : (
    <CertificateQuestion question={question} answer={answer} />
  );
}

interface QuestionProps<K extends QuestionView['kind']> {
  readonly question: Extract<QuestionView, { readonly kind: K }>;
  readonly answer: (given: Given) => void;
}

function LoginQuestion({ question, answer }: QuestionProps<'login'>) {
  const { t } = useWords();
  const { from, host, realm, wrong, clear } = question;
  const none = (): void => answer({ kind: 'none' });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    answer({ kind: 'login', name: formText(typed, 'name'), password: formText(typed, 'password') });
  };
  return (
    <Dialog title={t(`question.loginTitle.${from}`)} onClose={none}>
      <form noValidate className={styles.form} onSubmit={submit}>
        <dl className={styles.facts}>
          <dt>{t('question.host')}</dt>
          <dd data-value>{host}</dd>
          {realm !== '' && (
            <>
              <dt>{t('question.realm')}</dt>
              <dd data-value>{realm}</dd>
            </>
          )}
        </dl>
        {wrong && (
          <p role="alert" className={styles.wrong}>
            {t('question.wrong')}
          </p>
        )}
        <TextInput name="name" label={t('question.name')} data-autofocus />
        <SecretInput name="password" label={t('question.password')} />
        <p className={styles.note}>{t(from === 'proxy' ? 'question.keptProxy' : 'question.keptServer')}</p>
        {clear && <p className={styles.clear}>{t('question.clear')}</p>}
        <DialogActions>
          <Button onClick={none}>{t('question.cancel')}</Button>
          <Button type="submit" variant="filled">
            {t('question.send')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function CertificateQuestion({ question, answer }: QuestionProps<'certificate'>) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<number | null>(null);
  const none = (): void => answer({ kind: 'none' });
  return (
    <Dialog title={t('question.certificateTitle')} wide onClose={none}>
      <div className={styles.form}>
        <dl className={styles.facts}>
          <dt>{t('question.host')}</dt>
          <dd data-value>{question.host}</dd>
        </dl>
        <p>{t('question.certificateIntro')}</p>
        <div role="radiogroup" aria-label={t('question.certificateTitle')} className={styles.list}>
          {question.certificates.map((certificate, index) => (
            <label key={certificate.fingerprint} className={styles.certificate}>
              <input type="radio" name="certificate" checked={chosen === index} onChange={() => setChosen(index)} />
              <span>
                <CertificateText certificate={certificate} />
              </span>
            </label>
          ))}
        </div>
        <DialogActions>
          <Button onClick={none}>{t('question.noCertificate')}</Button>
          <Button
            variant="filled"
            disabled={chosen === null}
            onClick={() => {
              if (chosen !== null) answer({ kind: 'certificate', index: chosen });
            }}
          >
            {t('question.showCertificate')}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
