/** The chain of blocks as a peer tells it. */
export interface Source {
  /** How many blocks it has. */
  height(): Promise<bigint>;
  /** A block; `undefined` when the peer has none of this number. */
  block(number: bigint): Promise<Uint8Array | undefined>;
  /** Yields when there may be a new block, until the signal. Blocks that tell nothing may pass in silence. */
  heard(signal: AbortSignal): AsyncIterable<unknown>;
}
