import type { Role } from '@roadbook/chaincode/api';
import type { Connection } from '@roadbook/gateway';
import type { Clients } from '@roadbook/ledger';

/**
 * A place in which a behaviour is tried: the ledger in memory or a real network. What was written by others
 * may be there already.
 */
export interface World {
  /** Somebody of an organisation in a role, with clients of every room, and of them together. */
  be(member: string, role: Role): Promise<{ readonly on: Clients & Pick<Connection, 'together'> }>;
  /** An id that nobody used before. */
  fresh(prefix: string): string;
  /** A VIN that nobody used before, valid where the check digit is law. */
  vin(): string;
  /** The time that clients claim now. */
  now(): string;
  /** Until a moment has come. */
  wait(until: string): Promise<void>;
}

export type Behaviour = (open: () => Promise<World>) => void;
