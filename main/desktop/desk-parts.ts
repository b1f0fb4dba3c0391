/** The parts of the desk as the handlers ask for them: each looked up when it is used, for a desk goes when Latchkey is locked. */
import type { ProviderFile } from '../accounts';
import type { Desk } from './desk';

/** @param opened throws where there is no desk */
export function deskParts(opened: () => Desk) {
  return {
    restorePrevious: (id: string) => opened().restorePrevious(id),
    book: () => opened().book,
    clients: () => opened().clients,
    refresh: (id: string, again: boolean, insist?: boolean) => opened().refresh(id, again, insist),
    queue: () => opened().queue,
    unreadReader: () => opened().unreadReader,
    after: () => opened().after,
    signIns: () => opened().signIns,
    grantForms: () => opened().grantForms,
    devices: () => opened().devices,
    connect: () => opened().connect,
    registrar: () => opened().registrar,
    idTokens: () => opened().idTokens,
    madeKeys: () => opened().madeKeys,
    hints: () => opened().hints,
    practice: () => opened().practice,
    history: () => opened().history,
    removals: () => opened().removals,
    providerWas: (before: ProviderFile) => opened().removals.providerWas(before),
  };
}
