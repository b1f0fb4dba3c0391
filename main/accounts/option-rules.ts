/** What a client's options must keep to beyond their shape. */
import { isResourceIndicator, reservedNames } from '../oauth';
import type { Provider } from '../providers';
import type { ClientOptions } from './client-options';

/** Why options were refused, and at which field of the form. */
export interface OptionProblem {
  /**
   * `param_reserved`: Latchkey sends this parameter itself, and a second one would silently change what it does; `resource_invalid`: no
   * absolute URI, or one with a fragment (RFC 8707 section 2).
   */
  readonly code: 'param_reserved' | 'resource_invalid' | 'invalid_input';
  /** `options.params.<phase>.<name>` or `options.resources.<index>`. */
  readonly field: string;
}

const phases = ['authorize', 'token', 'refresh'] as const;

/** The first thing wrong with the options, or undefined. */
export function optionProblem(options: ClientOptions, provider: Provider): OptionProblem | undefined {
  for (const phase of phases) {
    const reserved = reservedNames(provider, phase);
    for (const name of Object.keys(options.params[phase])) {
      const field = `options.params.${phase}.${name}`;
      if (reserved.includes(name)) return { code: 'param_reserved', field };
      if (!/^[\x21-\x7e]+$/.test(name)) return { code: 'invalid_input', field };
    }
  }
  const wrong = options.resources.findIndex((resource) => !isResourceIndicator(resource));
  return wrong === -1 ? undefined : { code: 'resource_invalid', field: `options.resources.${wrong}` };
}
