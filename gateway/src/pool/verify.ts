import type { Rooms } from '../rooms/rooms';

type Sums = Awaited<ReturnType<Rooms['pool']['verifyRows']>>['sums'];

/** What came out when a month of a pool was computed again. */
export interface MonthVerified {
  readonly poolId: string;
  readonly month: string;
  /** Whether every loan, every sum and every line of the order of payments came out the same. */
  readonly same: boolean;
  readonly loans: number;
  /** Numbers of loans whose recorded month does not follow from their entries. */
  readonly differ: readonly number[];
  /** Numbers of loans that had entries booked since: they count in the next month, and are no fault. */
  readonly bookedSince: readonly number[];
  /** Whether the sums of the loans are those that were distributed; nobody knows when loans were booked since. */
  readonly sums: 'same' | 'other' | 'unknown';
  /** Whether the distribution follows from the recorded month before it. */
  readonly distribution: boolean;
}

/**
 * Computes a month of a pool again, loan by loan and then the order of payments, on the peers that answer the
 * caller: with those of its own organisation it trusts nobody else. Any reader may.
 *
 * @param pool the client of the room
 * @param asked which pool, which month
 * @throws CallFailed NOT_FOUND when there is no such month
 * @example const { same, differ } = await verifyPoolMonth(roadbook.pool, { poolId: 'T-1', month: '2026-10' });
 */
export async function verifyPoolMonth(
  pool: Pick<Rooms['pool'], 'readMonth' | 'verifyRows' | 'verifyMonth'>,
  asked: { readonly poolId: string; readonly month: string },
): Promise<MonthVerified> {
  const recorded = await pool.readMonth(asked);
  const [differ, bookedSince, parts]: [number[], number[], Sums[]] = [[], [], []];
  for (let from: number | undefined = 1; from !== undefined && from <= recorded.visited; ) {
    const page: Awaited<ReturnType<Rooms['pool']['verifyRows']>> = await pool.verifyRows({ ...asked, from });
    differ.push(...page.differ);
    bookedSince.push(...page.bookedSince);
    parts.push(page.sums);
    from = page.next;
  }
  const total = (field: 'begin' | 'end' | 'principal' | 'interest' | 'fees' | 'chargedOff' | 'recovered') =>
    parts.reduce((sum, one) => sum + one[field], 0n) === recorded.sums[field];
  const fields = ['begin', 'end', 'principal', 'interest', 'fees', 'chargedOff', 'recovered'] as const;
  const added = fields.every(total);
  const sums = bookedSince.length > 0 ? 'unknown' : added ? 'same' : 'other';
  const { same: distribution } =
    recorded.status === 'distributed' ? await pool.verifyMonth(asked) : { same: true };
  const same = differ.length === 0 && sums !== 'other' && distribution;
  return { ...asked, same, loans: recorded.visited, differ, bookedSince, sums, distribution };
}
