/** A rule that the whole ledger keeps at every block, as a query for what breaks it. */
export interface Invariant {
  readonly name: string;
  /** What must be so. */
  readonly says: string;
  /** Answers a row for each break: `subject`, what it is about, and `why`. */
  readonly sql: string;
}
