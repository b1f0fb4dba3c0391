/** What a copy of a provider is called, in each language that its name has. */
import i18next from 'i18next';

export function copyName(name: unknown): unknown {
  if (typeof name === 'string') return i18next.t('providerForm.copyOf', { name });
  if (typeof name !== 'object' || name === null) return name;
  return Object.fromEntries(
    Object.entries(name).map(([language, text]) => [
      language,
      i18next.getFixedT(language)('providerForm.copyOf', { name: String(text) }),
    ]),
  );
}
