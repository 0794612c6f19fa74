import { demand } from '../../kit/errors';
import type { Found } from '../../kit/ledger/rows';
import type { Instant } from '../../kit/value/time';
import type { Service } from '../../merchant/records/catalogue';
import { serviceErrors } from '../errors';
import { placeKeys, type QueueOf, type Waiting } from '../records/queue';
import { freeSince, queueOf, turnOfAnother } from '../rules/queue';
import type { Booking } from '../records/booking';
import type { Slot } from '../records/slot';
import { isTaken, placeOf, slotKeys } from '../rules/slot';
import type { Writing } from '../tables';

interface Looking {
  readonly now: Instant;
  readonly caller: { readonly member: string };
  readonly slots: Found<Slot>;
  readonly waitings: Found<Waiting>;
}
type Queues = ReadonlyMap<string, readonly Waiting[]>;

const there = <T>(one: T | undefined): one is T => one !== undefined;
const nameOf = ({ serviceCode, on }: QueueOf): string => `${serviceCode} ${on}`;

/** Those who have, or had, a place in a queue, in order: read by the keys of its places. */
export const readPlaces = async (tx: Pick<Looking, 'waitings'>, queue: QueueOf): Promise<Waiting[]> =>
  (await tx.waitings.findMany(placeKeys(queue))).filter(there);

/**
 * The queues to which free slots of one merchant are offered first; a slot that nobody ever had is in none.
 */
async function queuesFor(tx: Looking, slots: readonly Slot[]): Promise<Queues> {
  const wanted = new Map(
    slots
      .map(queueOf)
      .filter(there)
      .map((queue) => [nameOf(queue), queue]),
  );
  const queues = new Map<string, readonly Waiting[]>();
  for (const [name, queue] of wanted) queues.set(name, await readPlaces(tx, queue));
  return queues;
}

function heldFrom(customer: string, slot: Slot, queues: Queues, now: Instant) {
  const [queue, freedAt] = [queueOf(slot), freeSince(slot)];
  if (!queue || freedAt === undefined) return undefined;
  return turnOfAnother(queues.get(nameOf(queue)) ?? [], { freedAt, local: slot.local ?? '' }, customer, now);
}

/** Of these starts at a bay, those that the caller may book now. */
export async function freeAmong(
  tx: Looking,
  { merchant, bay }: { merchant: string; bay: string },
  service: Service,
  starts: readonly Instant[],
): Promise<Instant[]> {
  const keysOf = (startsAt: string) => slotKeys(placeOf({ merchant, bay, startsAt }, service));
  const keys = [...new Map(starts.flatMap(keysOf).map((key) => [key.join(' '), key])).values()];
  const found = (await tx.slots.findMany(keys)).filter(there);
  const queues = await queuesFor(
    tx,
    found.filter((slot) => !isTaken(slot, tx.now)),
  );
  const isFree = (slot: Slot) =>
    !isTaken(slot, tx.now) && heldFrom(tx.caller.member, slot, queues, tx.now) === undefined;
  const taken = new Set(found.filter((slot) => !isFree(slot)).map(({ startsAt }) => startsAt));
  return starts.filter((startsAt) => keysOf(startsAt).every(([, , at]) => !taken.has(at ?? '')));
}

/**
 * Who waited comes first: SLOT_OFFERED while it is the turn of another. Who takes a slot that it waited for
 * leaves the queue.
 */
export async function takeTurn(
  tx: Writing,
  { bookingId, customer }: Booking,
  found: readonly (Slot | undefined)[],
): Promise<void> {
  const freed = found.filter(there).filter((slot) => slot.bookingId !== bookingId);
  const queues = await queuesFor(tx, freed);
  for (const slot of freed) {
    const turn = heldFrom(customer, slot, queues, tx.now);
    const { startsAt, bay } = slot;
    demand(turn === undefined, serviceErrors.SLOT_OFFERED, {
      bay,
      startsAt,
      until: turn?.until ?? '',
    });
  }
  const mine = [...queues.values()]
    .flat()
    .filter((one) => one.customer === customer && one.left === undefined);
  for (const one of mine) await tx.waitings.put({ ...one, left: { at: tx.now, bookingId } });
}
