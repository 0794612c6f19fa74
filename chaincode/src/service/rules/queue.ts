import { demand } from '../../kit/errors';
import { addMillis, earlierOf, type Instant, laterOf, MINUTE_MS, WINDOW_MS } from '../../kit/value/time';
import { serviceErrors } from '../errors';
import type { Slot } from '../records/slot';
import { type Waiting, PLACES, type QueueOf } from '../records/queue';

/** How long a slot that became free is kept for each of them. */
export const TURN_MS = 15 * MINUTE_MS;

/** The next place. Times never fall along the places, whatever a client says that the time is. */
export function takePlace(
  queue: readonly Waiting[],
  wanted: Omit<Waiting, 'place' | 'joinedAt'>,
  now: Instant,
): Waiting {
  demand(queue.length < PLACES, serviceErrors.QUEUE_FULL, { places: PLACES });
  return {
    ...wanted,
    place: queue.length + 1,
    joinedAt: queue.map(({ joinedAt }) => joinedAt).reduce(laterOf, now),
  };
}

/** Whether a start is in the part of the day that suits the one who waits. */
export const isWithin = ({ from, until }: Pick<Waiting, 'from' | 'until'>, local: string): boolean =>
  from <= local.slice(11) && local.slice(11) < until;

/** Since when a slot is free that somebody had: a cancellation, or the end of a hold. */
export const freeSince = ({ freedAt, heldUntil }: Slot): Instant | undefined => freedAt ?? heldUntil;

/**
 * Whose turn a slot is: those who waited when it became free come one after the other, each for as long as a
 * turn lasts or until it left. Nothing of this is written; after the last one the slot is for everybody.
 */
export function turnAt(
  queue: readonly Waiting[],
  { freedAt, local }: { freedAt: Instant; local: string },
  now: Instant,
): { customer: string; until: Instant } | undefined {
  let from = freedAt;
  for (const one of queue) {
    if (one.joinedAt > freedAt || !isWithin(one, local)) continue;
    if (one.left && one.left.at <= from) continue;
    const end = addMillis(from, TURN_MS);
    const until = one.left ? earlierOf(end, one.left.at) : end;
    if (now < until) return { customer: one.customer, until };
    from = until;
  }
  return undefined;
}

/**
 * Another's turn that keeps a customer from the slot now: one that runs, or one that by another clock still
 * does and was not given up.
 */
export function turnOfAnother(
  queue: readonly Waiting[],
  slot: { freedAt: Instant; local: string },
  customer: string,
  now: Instant,
): { customer: string; until: Instant } | undefined {
  const earlier = laterOf(addMillis(now, -2 * WINDOW_MS), slot.freedAt);
  const running = turnAt(queue, slot, now);
  if (running && running.customer !== customer) return running;
  const before = turnAt(queue, slot, earlier);
  const hasLeft = queue.some((one) => one.customer === before?.customer && one.left !== undefined);
  return before && before.customer !== customer && !hasLeft ? before : undefined;
}

/** The queue that a slot is offered to first, when it is free. */
export const queueOf = ({ merchant, serviceCode, local }: Slot): QueueOf | undefined =>
  serviceCode === undefined || local === undefined
    ? undefined
    : { merchant, serviceCode, on: local.slice(0, 10) };
