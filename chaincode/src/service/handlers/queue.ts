import { demand, kitErrors, refuse } from '../../kit/errors';
import { serviceErrors } from '../errors';
import { serviceEvents } from '../events';
import { freeAmong, readPlaces } from './availability';
import { type Offer, offerFor } from './offer';
import { type QueueOf, type Waiting, waitingKey } from '../records/queue';
import { isWithin, takePlace } from '../rules/queue';
import type { queueOperations } from '../api/queue';
import { possibleStarts } from '../rules/slot';
import { localOf } from '../../kit/value/zone';
import type { Part, Writing } from '../tables';

export const queueHandlers: Part<typeof queueOperations> = {
  async joinQueue(tx, wanted) {
    const { merchant, serviceCode, on } = wanted;
    const customer = tx.caller.member;
    const queue = await readPlaces(tx, wanted);
    const mine = queue.find((one) => one.customer === customer);
    if (mine) return (await tx.waitings.known(...waitingKey(mine, mine.place))) ?? mine;
    await mustBeFull(tx, await offerFor(tx, wanted), wanted);
    const joined = takePlace(queue, { ...wanted, customer }, tx.now);
    await tx.waitings.put(joined);
    tx.tell(serviceEvents.QueueJoined, { merchant, serviceCode, on, place: joined.place });
    return joined;
  },
  async leaveQueue(tx, wanted) {
    const mine = (await readPlaces(tx, wanted)).find((one) => one.customer === tx.caller.member);
    if (!mine)
      return refuse(kitErrors.NOT_FOUND, {
        kind: 'waiting',
        id: `${wanted.merchant}/${wanted.serviceCode}/${wanted.on}`,
      });
    if (mine.left) return mine;
    const left = { ...mine, left: { at: tx.now } };
    await tx.waitings.put(left);
    tx.tell(serviceEvents.QueueLeft, { ...wanted, place: left.place });
    return left;
  },
  async readQueue(tx, wanted) {
    const queue = await readPlaces(tx, wanted);
    const waiting = queue.filter(({ left }) => left === undefined);
    const mine = queue.find((one) => one.customer === tx.caller.member);
    const ahead = mine && waiting.filter(({ place }) => place < mine.place).length;
    return { waiting: waiting.length, mine, ahead };
  },
};

/** Nobody waits for what may be booked. Bay after bay is looked at, up to the first that is free. */
async function mustBeFull(
  tx: Writing,
  offer: Offer,
  wanted: QueueOf & Pick<Waiting, 'from' | 'until'>,
): Promise<void> {
  const { merchant, serviceCode, on } = wanted;
  const starts = possibleStarts(on, offer, tx.now).filter((at) =>
    isWithin(wanted, localOf(offer.zone, at).local),
  );
  demand(starts.length > 0, serviceErrors.NO_TIMES, { serviceCode, on });
  for (const bay of offer.hours.bays) {
    const [startsAt] = await freeAmong(tx, { merchant, bay }, offer.service, starts);
    demand(startsAt === undefined, serviceErrors.SLOT_FREE, { bay, startsAt: startsAt ?? '' });
  }
}
