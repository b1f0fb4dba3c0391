/** Which of the two languages is spoken now. */
import type { LocaleSetting } from '../../preload/contract';

export type Language = 'en' | 'zh-CN';

/**
 * @param setting the user's choice
 * @param system BCP 47 tag of the system's first language, for example `zh-Hans-CN`
 */
export function languageOf(setting: LocaleSetting, system: string): Language {
  if (setting !== 'system') return setting;
  return system.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
