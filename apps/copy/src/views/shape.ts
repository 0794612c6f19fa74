/** A question of the business with its answer as a table. */
export interface View {
  readonly name: string;
  /** What a row is, and what it tells. */
  readonly says: string;
  readonly sql: string;
}
