/** Makes every key and its placeholders known to the compiler. English is the measure; a test holds Chinese to the same keys. */
import 'i18next';
import type en from './en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'translation';
    readonly resources: { readonly translation: typeof en };
    readonly returnNull: false;
  }
}
