/**
 * An attempt as Markdown, for a ticket: what was asked, step by step, and by which program. Pure. SECURITY: made of what the window was given,
 * which holds masks in the place of secrets.
 */
import type { CapturedAttemptView, CapturedPairView, CapturedStepView, RuntimeView } from '../../preload/contract';
import type { Words } from '../messages/words';
import { failureWords } from './event-words';

export interface ReportSubject {
  readonly provider: string;
  readonly providerId: string;
  readonly grant: string;
}

type RuntimeFacts = Pick<RuntimeView, 'appVersion' | 'electron' | 'chromium' | 'platform'>;

export function reportOf(
  attempt: CapturedAttemptView,
  { provider, providerId, grant }: ReportSubject,
  { appVersion, electron, chromium, platform }: RuntimeFacts,
  words: Words,
): string {
  const { t } = words;
  const outcome = t(`exchange.outcome.${attempt.outcome}`);
  const named = { provider, id: providerId, grant };
  const whose =
    providerId === ''
      ? t('exchange.report.about', named)
      : t(grant === '' ? 'exchange.report.providerOnly' : 'exchange.report.provider', named);
  const lines = [
    `# ${t('exchange.report.title', { kind: t(`exchange.kind.${attempt.kind}`), outcome })}`,
    '',
    `- ${t('exchange.report.when', { at: new Date(attempt.at).toISOString() })}`,
    `- ${whose}`,
    `- Latchkey ${appVersion}, Electron ${electron}, Chromium ${chromium}, ${platform}`,
    `- ${t('exchange.report.masks')}`,
    ...attempt.steps.flatMap((step, index) => stepLines(step, attempt.dropped + index + 1, words)),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines({ request, answer, at }: CapturedStepView, number: number, words: Words): readonly string[] {
  const { t } = words;
  const { method, url, query, headers, body } = request;
  const sent = [`${method} ${url}`, ...pairs(query, '? ', '='), ...pairs(headers, '', ': ')];
  const asked = body.length === 0 ? sent : [...sent, '', ...pairs(body, '', '=')];
  const came =
    answer.kind === 'reply'
      ? [`HTTP ${answer.status}`, ...pairs(answer.headers, '', ': '), '', answer.text, ...(answer.cut ? ['…'] : [])]
      : [`${t(`exchange.${answer.kind}`)} ${failureWords({ code: answer.reason }, words)}`, answer.detail];
  const took = t('exchange.took', { ms: answer.at - at });
  return ['', `## ${t('exchange.step', { number })} (${took})`, '', ...fenced(asked), '', ...fenced(came)];
}

function pairs(all: readonly CapturedPairView[], before: string, between: string): readonly string[] {
  return all.map(([name, value]) => `${before}${name}${between}${value}`);
}

/** As code, whatever backticks are in it. */
function fenced(lines: readonly string[]): readonly string[] {
  const text = lines.join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [fence, text, fence];
}
