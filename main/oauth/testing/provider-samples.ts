/** For tests: a token reply and an error of each surveyed provider, as minimal shapes with fake values. */
import samples from './provider-samples.json';

export interface ProviderSample {
  readonly id: string;
  /** The bodies, as they come. */
  readonly tokens: string;
  readonly error: string;
}

const asBody = (sample: unknown): string => (typeof sample === 'string' ? sample : JSON.stringify(sample));

export const providerSamples: readonly ProviderSample[] = Object.entries(samples).map(([id, sample]) => ({
  id,
  tokens: asBody(sample.tokens),
  error: asBody(sample.error),
}));
