/** Why the copy does not go on or cannot be asked: a code, a sentence and the cure. */
export class CopyFault extends Error {
  readonly code: FaultCode;
  readonly cure: string;

  constructor(code: FaultCode, message: string, cure: string) {
    super(message);
    this.name = 'CopyFault';
    this.code = code;
    this.cure = cure;
  }
}

export type FaultCode =
  /** The database holds what is no copy of ours. */
  | 'DATABASE_TAKEN'
  /** It cannot be reached or opened. */
  | 'DATABASE_UNUSABLE'
  /** The tables are of another release. */
  | 'SCHEMA_CHANGED'
  /** A record of the ledger is newer than this release. */
  | 'RECORD_UNKNOWN'
  /** The copy is of a ledger that begins otherwise. */
  | 'OTHER_LEDGER'
  /** A block of the peer is not the one that was copied. */
  | 'LEDGER_DIFFERS'
  /** The peer has fewer blocks than the copy. */
  | 'PEER_BEHIND'
  /** What the peer answered is no block that follows. */
  | 'BLOCK_BROKEN'
  /** Another program keeps this copy. */
  | 'COPY_HELD'
  /** Nobody keeps this copy now. */
  | 'COPY_STOPPED'
  /** Another program moved it on or began it anew. */
  | 'COPY_MOVED'
  /** Where it is cannot be read. */
  | 'SETTING_UNREADABLE'
  /** The question is no single query that reads. */
  | 'QUERY_REFUSED';

/** One sentence of anything that was thrown. */
export const sentenceOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 400);
