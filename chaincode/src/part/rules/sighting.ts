import type { Held } from './inside/block';
import type { PrefixBlock } from '../records/prefix';

/** What is known of an event when it is applied. */
export interface Sighting {
  readonly hash: string;
  /** Who captured it. */
  readonly by: string;
  /** Whom a shipping hands over to, as the ledger knows them. */
  readonly to?: string;
  /** The possessing party of the destinationList. */
  readonly destination?: string;
  readonly disposition?: string;
  readonly place?: string;
  readonly set: readonly string[];
  readonly unset: readonly string[];
  /** Registered company prefixes, by their first digits. */
  readonly prefixes?: ReadonlyMap<string, PrefixBlock>;
  /** Whether it is about packing (aggregation), so that the parent must be in custody too. */
  readonly packs: boolean;
  /** Whether it is a transformation. */
  readonly transforms: boolean;
  /** When it happened. */
  readonly eventAt: string;
  /** Everything that it names. */
  readonly named: ReadonlySet<string>;
  /** What must not go on in the hands of who captured it. */
  readonly held: Held;
  /** When things whose ids may be given again were seen last. */
  readonly lastSeen: ReadonlyMap<string, string>;
}
