/** Turns what became of a look for metadata, or of a registration, into its answer. */
import type { DeregistrationOutcome, RegistrationOutcome } from '../accounts';
import type { Probe } from '../oauth';
import type { DiscoveryView, MethodView } from '../../preload/contract';
import type { DiscoveryOutcome } from './discoveries';
import { saveFailure, serverFailure } from './failures';
import { refuse, type Refusal } from './ipc';

export function discoveryAnswer(outcome: DiscoveryOutcome): DiscoveryView | Refusal {
  switch (outcome.kind) {
    case 'view':
      return outcome.view;
    case 'not_found':
      return refuse('not_found');
    case 'issuer':
      return refuse(outcome.reason === 'not_https' ? 'endpoint_not_https' : 'issuer_invalid', { field: 'issuer' });
    case 'transport':
      return refuse(outcome.result.reason, { detail: outcome.result.detail });
    case 'refused': {
      const codes = {
        endpoint: 'metadata_endpoint_refused',
        incomplete: 'metadata_incomplete',
        file: 'metadata_refused',
      } as const;
      return refuse(codes[outcome.reason], { detail: outcome.detail });
    }
    case 'not_saved':
      return refuse('provider_file_not_written', { detail: outcome.save.detail });
    case 'failed': {
      const { code, url, found, asked } = outcome.problem;
      switch (code) {
        case 'issuer_differs':
          return refuse('metadata_issuer_differs', { detail: `${asked} ≠ ${found === '' ? '–' : found}` });
        case 'redirected':
          return refuse('metadata_redirected', { detail: `${url} → ${found}` });
        case 'unreadable':
          return refuse('metadata_unreadable', { detail: url });
        case 'not_found':
          return refuse('metadata_not_found', { detail: url });
      }
    }
  }
}

export function registrationAnswer(outcome: RegistrationOutcome): { readonly clientId: string } | Refusal {
  switch (outcome.kind) {
    case 'registered':
      return { clientId: outcome.client.id };
    case 'no_endpoint':
      return refuse('endpoint_missing');
    case 'invalid':
      return refuse(outcome.problem.code, { field: outcome.problem.field });
    case 'refused': {
      const { error } = outcome;
      const busy = error.class === 'rate_limited' || error.class === 'server_unavailable';
      return busy
        ? { refused: serverFailure(error, false) }
        : refuse('registration_refused', { serverCode: error.code, detail: error.text });
    }
    case 'unreadable':
      return refuse('registration_unreadable', { detail: outcome.detail });
    case 'transport':
      return refuse(outcome.result.reason, { detail: outcome.result.detail });
    case 'not_saved':
      return refuse('registration_not_saved', { detail: saveFailure(outcome.save).detail });
  }
}

/** Null where the client is gone at the server. */
export function deregistrationAnswer(outcome: DeregistrationOutcome): Refusal | null {
  switch (outcome.kind) {
    case 'deleted':
      return null;
    case 'not_managed':
      return refuse('registration_not_removed');
    case 'refused':
      return refuse('registration_not_removed', { detail: `HTTP ${outcome.status}` });
    case 'transport':
      return refuse('registration_not_removed', { detail: outcome.result.detail });
  }
}

/** Null where there is no token endpoint. */
export function methodAnswer(probe: Probe | null): MethodView | Refusal {
  if (probe === null) return refuse('endpoint_missing', { field: 'endpoints.token' });
  const nothing = { method: null, sure: false, retryAt: null };
  switch (probe.kind) {
    case 'found':
      return { ...nothing, kind: 'found', method: probe.method, sure: probe.sure, steps: probe.steps };
    case 'none':
      return { ...nothing, kind: 'none', steps: probe.steps };
    case 'later':
      return { ...nothing, kind: 'later', retryAt: probe.retryAt, steps: probe.steps };
    case 'transport':
      return refuse(probe.result.reason, { detail: probe.result.detail });
    case 'unreadable':
      return refuse(probe.status >= 300 && probe.status < 400 ? 'redirected' : 'reply_is_page', {
        detail: `HTTP ${probe.status}`,
      });
  }
}
