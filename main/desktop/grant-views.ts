/** What windows see of grants that are not a sign-in page. SECURITY: no token, no key and no device code passes here. */
import type { GrantRecipe } from '../accounts';
import { grantKind, type GrantKind, type Provider } from '../providers';
import type {
  DeviceAttemptView,
  GrantFormKind,
  GrantView,
  ParentView,
  ProviderView,
  RecipeView,
} from '../../preload/contract';
import type { DeviceAttempt } from './device-attempts';

/** How a kind of grant is asked for; undefined where it is not asked for in a dialog. */
const asked: Readonly<Partial<Record<GrantKind, GrantFormKind>>> = {
  form: 'fields',
  device_code: 'device_code',
  token_exchange: 'token_exchange',
  jwt_bearer: 'jwt_bearer',
  free: 'free',
};

/** The grants of a provider that are asked for in a dialog, in the order of its file. */
export function grantViews(provider: Provider): readonly GrantView[] {
  return Object.entries(provider.grants).flatMap(([name, grant]): GrantView[] => {
    const kind = asked[grantKind(name, grant)];
    if (kind === undefined) return [];
    const fields = grant.fields.map((field) => ({
      name: field.name,
      label: field.label ?? field.name,
      secret: field.secret,
      required: field.required,
    }));
    return [{ name, kind, label: grant.label ?? null, fields }];
  });
}

/** The clients whose sign-in page gives tokens at once, for want of anything better. */
export function implicitClients({ grants }: Provider): ProviderView['implicit'] {
  const { implicit, authorization_code: code } = grants;
  if (implicit === undefined || code?.clients === 'all') return 'no';
  if (code === undefined) return implicit.clients;
  const others = code.clients === 'public' ? 'confidential' : 'public';
  return implicit.clients === 'all' || implicit.clients === others ? others : 'no';
}

/** @param labelOf what another account is called; undefined where it is gone */
export function recipeView(recipe: GrantRecipe | null, labelOf: (id: string) => string | undefined): RecipeView | null {
  const parent = (accountId: string): ParentView => ({ accountId, label: labelOf(accountId) ?? null });
  switch (recipe?.kind) {
    case undefined:
      return null;
    case 'form':
      return { kind: 'form' };
    case 'free':
      return recipe;
    case 'jwt_bearer': {
      const { algorithm, keyId, issuer, subject, audience, lifetime, claims } = recipe.assertion;
      return { kind: 'jwt_bearer', assertion: { algorithm, keyId, issuer, subject, audience, lifetime, claims } };
    }
    case 'token_exchange': {
      const { kind, subjectType, actorType, requestedType, audience, resource } = recipe;
      const actor = recipe.actor === null ? null : parent(recipe.actor);
      return {
        kind,
        subject: parent(recipe.subject),
        subjectType,
        actor,
        actorType,
        requestedType,
        audience,
        resource,
      };
    }
  }
}

export function deviceAttemptView(attempt: DeviceAttempt): DeviceAttemptView {
  const { kind, id, grant, accountId, step, error, codes } = attempt;
  return {
    kind,
    id,
    providerId: attempt.provider.id,
    clientId: attempt.client.id,
    accountId,
    grant,
    step,
    userCode: codes.userCode,
    verificationUri: codes.verificationUri,
    scanUri: codes.completeUri ?? codes.verificationUri,
    message: codes.message,
    expiresAt: codes.expiresAt,
    error,
  };
}
