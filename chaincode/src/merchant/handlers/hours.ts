import { mustServe } from './crew';
import { merchantEvents } from '../events';
import { mustBeHours } from '../rules/hours';
import type { hoursOperations } from '../api/hours';
import type { Part } from '../tables';
import { mustBeOrdered } from '../../kit/value/zone';

/** When a merchant works, and on whose clocks. */
export const hoursHandlers: Part<typeof hoursOperations> = {
  async setHours(tx, wanted) {
    await mustServe(tx, wanted.merchant, 'manager');
    mustBeHours(wanted);
    await tx.hours.put(wanted);
    tx.tell(merchantEvents.HoursSet, { merchant: wanted.merchant });
    return wanted;
  },
  async publishZone(tx, zone) {
    mustBeOrdered(zone);
    await tx.zones.put(zone);
    tx.tell(merchantEvents.ZonePublished, { zone: zone.zone });
    return zone;
  },
  readHours: (_tx, _request, { on: hours }) => hours,
  readZone: (_tx, _request, { on: zone }) => zone,
};
