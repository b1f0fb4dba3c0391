/** What windows see of refreshes beside the accounts, a part of the contract (contract.ts gives it out). Types only. */

/** A reply that was kept because nobody could read it. What may be a token is masked. */
export interface ReplyView {
  readonly at: number;
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

/** Many refreshes that go ahead, since there was none. */
export interface BatchView {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}
