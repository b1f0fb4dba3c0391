/**
 * From a submitted grant form to the request for it. Inputs of secrets are read once and emptied, whatever the answer; the others stay,
 * so that a slip is quickly mended.
 */
import type { Answer, GrantOutcome, GrantView, TokenSourceInput } from '../../preload/contract';
import { formText } from '../ui/formText';

/** Not a parameter of any grant, so that it cannot be mistaken for a field. */
export const scopeField = ' scope';

/** In a choice of accounts: the token is pasted. */
export const pastedToken = ' pasted';

export interface Connection {
  readonly clientId: string;
  readonly accountId: string | null;
  readonly grant: string;
}

/** Sends what stands in a form. */
export async function askForGrant(
  form: HTMLFormElement,
  grant: GrantView,
  connection: Connection,
): Promise<Answer<GrantOutcome>> {
  const data = new FormData(form);
  for (const input of form.querySelectorAll<HTMLInputElement>('input[data-secret]')) input.value = '';
  const text = (name: string): string => formText(data, name).trim();
  const orNull = (name: string): string | null => text(name) || null;
  const words = (name: string): string[] => text(name).split(/\s+/).filter(Boolean);
  const asked = { ...connection, scope: text(scopeField) };
  switch (grant.kind) {
    case 'fields':
    case 'device_code': {
      const fields = Object.fromEntries(grant.fields.map(({ name }) => [name, formText(data, name)]));
      return window.latchkey.submitGrant({ ...asked, fields });
    }
    case 'token_exchange': {
      const subject = sourceOf(data, 'subject');
      const actor = text('actor') === '' ? null : sourceOf(data, 'actor');
      if (subject === null) return missing('subject');
      if (actor === null && text('actor') !== '') return missing('actor');
      return connected(
        await window.latchkey.exchangeToken({
          ...asked,
          subject,
          subjectType: text('subjectType'),
          actor,
          actorType: text('actorType') || text('subjectType'),
          requestedType: orNull('requestedType'),
          audience: words('audience'),
          resource: words('resource'),
        }),
      );
    }
    case 'jwt_bearer': {
      if (text('assertion.by') === 'pasted') {
        const pasted = text('assertion.pasted');
        if (pasted === '') return missing('assertion.pasted');
        return connected(await window.latchkey.connectByAssertion({ ...asked, assertion: { pasted } }));
      }
      const lifetime = Number(text('assertion.lifetime'));
      if (text('assertion.lifetime') !== '' && !(Number.isInteger(lifetime) && lifetime > 0 && lifetime <= 86_400))
        return missing('assertion.lifetime');
      const assertion = {
        key: orNull('assertion.key'),
        algorithm: orNull('assertion.algorithm'),
        keyId: orNull('assertion.keyId'),
        issuer: orNull('assertion.issuer'),
        subject: orNull('assertion.subject'),
        audience: orNull('assertion.audience'),
        lifetime: lifetime || null,
        claims: text('assertion.claims'),
      };
      return connected(await window.latchkey.connectByAssertion({ ...asked, assertion }));
    }
    case 'free': {
      if (text('grantType') === '') return missing('grantType');
      const rows = [...data.keys()].flatMap((key) => /^parameters\.(\d+)\.name$/.exec(key)?.[1] ?? []);
      const parameters = rows.flatMap((row) => {
        const name = text(`parameters.${row}.name`);
        const value = formText(data, `parameters.${row}.value`);
        return name === '' ? [] : [{ name, value, secret: data.get(`parameters.${row}.secret`) !== null }];
      });
      return connected(
        await window.latchkey.connectByFreeGrant({ ...asked, grantType: text('grantType'), parameters }),
      );
    }
  }
}

function sourceOf(data: FormData, name: string): TokenSourceInput | null {
  const chosen = formText(data, name);
  const token = formText(data, `${name}Token`).trim();
  if (chosen === pastedToken) return token === '' ? null : { token };
  return chosen === '' ? null : { accountId: chosen };
}

function connected(answer: Answer<{ readonly accountId: string }>): Answer<GrantOutcome> {
  return answer.ok ? { ok: true, value: { kind: 'connected', accountId: answer.value.accountId } } : answer;
}

/** Said as main says it of a field that is empty or cannot be used. */
function missing(field: string): Answer<GrantOutcome> {
  return { ok: false, error: { code: 'invalid_input', detail: null, serverCode: null, field } };
}
