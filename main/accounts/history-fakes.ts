/** Hand-written fakes of what keeps and hears histories, shared by tests. */
import { SAVED } from './fakes';
import type { AccountEvent, AccountHistory, Errand, History } from './history';
import type { DamagedRecord, HistoryRecords, SaveResult } from './ports';

/** Histories in a map, with failures to order. */
export class FakeHistoryRecords implements HistoryRecords {
  readonly saved = new Map<string, AccountHistory>();
  readonly reads: string[] = [];
  writes = 0;
  /** What reading tells, beside what there is. */
  damaged: DamagedRecord | null = null;
  /** Taken one by one; saving succeeds when it is empty. */
  failures: SaveResult[] = [];

  async read(id: string) {
    this.reads.push(id);
    return { history: this.saved.get(id) ?? null, damaged: this.damaged };
  }

  async save(history: AccountHistory): Promise<SaveResult> {
    this.writes += 1;
    const failure = this.failures.shift();
    if (failure !== undefined) return failure;
    this.saved.set(history.id, history);
    return SAVED;
  }

  async remove(id: string): Promise<SaveResult> {
    this.saved.delete(id);
    return SAVED;
  }

  async sealAnew(): Promise<void> {
    // Nothing is sealed here.
  }
}

/** Writes down what is told. */
export class FakeHistory implements History {
  readonly events: (readonly [id: string, event: AccountEvent])[] = [];
  readonly concluding: (readonly [errand: Errand, outcome: 'done' | 'failed', accountId: string | null])[] = [];

  happened(id: string, event: AccountEvent): void {
    this.events.push([id, event]);
  }

  concluded(errand: Errand, outcome: 'done' | 'failed', accountId: string | null = errand.accountId): void {
    this.concluding.push([errand, outcome, accountId]);
  }
}
