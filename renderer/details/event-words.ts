/** The sentence of something that happened to an account. */
import type { AccountEventView, NotedFailureView } from '../../preload/contract';
import en from '../messages/en.json';
import type { Words } from '../messages/words';

type ErrorName = keyof typeof en.error;
type FormName = keyof typeof en.history.form;

// A record may come from a later Latchkey, whose names have no words here; they are shown as they are.
const isError = (code: string): code is ErrorName => code in en.error;
const isForm = (name: string): name is FormName => name in en.history.form;

/** What failed, in a colleague's words; the code where there are none. */
export function failureWords({ code }: Pick<NotedFailureView, 'code'>, { t }: Words): string {
  return isError(code) ? t(`error.${code}.what`) : code;
}

export function eventWords(event: AccountEventView, words: Words): string {
  const { t } = words;
  switch (event.kind) {
    case 'connected':
      return t(event.again ? 'history.connectedAgain' : 'history.connected');
    case 'refreshed':
      return t('history.refreshed', { by: t(`history.by.${event.by}`), number: event.generation });
    case 'refresh_failed':
      return t('history.refreshFailed', { by: t(`history.by.${event.by}`) });
    case 'connect_failed':
      return t('history.connectFailed');
    case 'revoke_failed':
      return t('history.revokeFailed');
    case 'copied':
      return t('history.copied', { form: formWords(event.form, words) });
    case 'saved_to_file':
      return t('history.savedToFile', { form: formWords(event.form, words) });
    case 'restored':
      return t('history.restored', { number: event.generation });
    case 'revoked':
      return t(
        event.accessToken && event.refreshToken
          ? 'history.revokedAll'
          : event.refreshToken
            ? 'history.revokedRefresh'
            : 'history.revokedAccess',
      );
    case 'introspected':
      return t(`history.introspected.${event.active === null ? 'unsaid' : event.active ? 'active' : 'inactive'}`, {
        token: t(`history.token.${event.token}`),
      });
    case 'expiry_taken':
      return t('history.expiryTaken', { token: t(`history.token.${event.token}`) });
    case 'identity_told':
      return event.name === null ? t('history.identityTold') : t('history.identityNamed', { name: event.name });
    case 'taken_over':
    case 'kept_apart':
    case 'exported':
    case 'imported':
      return t(`history.${event.kind}`);
    case 'renamed':
      return t('history.renamed', { from: event.from, to: event.to });
    case 'automatic':
      return t(event.on ? 'history.automaticOn' : 'history.automaticOff');
  }
}

function formWords(form: string, { t }: Words): string {
  return isForm(form) ? t(`history.form.${form}`) : form;
}
