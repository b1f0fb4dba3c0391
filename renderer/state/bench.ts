/** What the fault bench's buttons do: ask main, and say what came of it where the view does not show it. */
import type { BenchSettingView, RequestInput } from '../../preload/contract';
import { orSay } from './commands';
import { showToast } from './toasts';

/** Switches a fault on for as long, or off where it is on for as long already. */
export async function toggleFault(
  { place, fault, until }: BenchSettingView,
  settings: readonly BenchSettingView[],
): Promise<void> {
  const on = settings.some((each) => each.place === place && each.fault === fault && each.until === until);
  await orSay(
    on ? window.latchkey.switchFaultOff({ place, fault }) : window.latchkey.setFault({ place, fault, until }),
  );
}

export async function clearFaults(): Promise<void> {
  await orSay(window.latchkey.clearFaults());
}

export async function endPracticeTokens({ end }: RequestInput<'endPracticeTokens'>): Promise<void> {
  const answer = await orSay(window.latchkey.endPracticeTokens({ end }));
  if (answer.ok) showToast({ kind: 'practice_ended', end, count: answer.value.ended });
}

export async function copyBenchLine({ line }: RequestInput<'copyBenchLine'>): Promise<void> {
  const answer = await orSay(window.latchkey.copyBenchLine({ line }));
  if (answer.ok) showToast({ kind: 'line_copied', clearsAt: answer.value.clearsAt });
}

export async function copyPracticeCall(accountId: string): Promise<void> {
  const answer = await orSay(window.latchkey.copyPracticeCall({ accountId }));
  if (answer.ok) showToast({ kind: 'line_copied', clearsAt: answer.value.clearsAt });
}
