/** What a practice client is there to show, in the language of the window. */
import { useWords } from '../messages/words';

const known = [
  'practice-sinaapp',
  'practice-sinaapp-no-refresh',
  'practice-sinaapp-creator-only',
  'practice-kaixin001',
  'practice-kaixin001-no-refresh',
] as const;

export function usePracticeNote(): (practice: string) => string {
  const { t } = useWords();
  return (practice) => t(`practiceClient.${known.find((name) => name === practice) ?? 'other'}`);
}
