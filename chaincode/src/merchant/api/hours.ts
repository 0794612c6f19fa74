import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { everyone } from '../../words/role';
import { merchantErrors as errors } from '../errors';
import { merchantEvents as events } from '../events';
import { Hours, hours } from '../records/hours';
import { Zone, zoneErrors, zoneName, zones } from '../../kit/value/zone';
import { onMerchant } from '../records/merchant';
import { shops, ofMerchant } from './shape';

/** When a merchant works, and on whose clocks. */
export const hoursOperations = {
  setHours: submit({
    says: 'Set bays, opening hours in a time zone, and closed days.',
    by: shops,
    request: Hours,
    loads: ({ merchant, zone }) => ({ shop: onMerchant({ merchant }), clocks: zones.at(zone) }),
    response: Hours,
    errors: [errors.NOT_A_MERCHANT, errors.HOURS_WRONG],
    events: [events.HoursSet],
  }),
  publishZone: submit({
    says: 'Publish the offsets of a time zone from the IANA database.',
    by: ['registrar'],
    request: Zone,
    response: Zone,
    errors: [zoneErrors.ZONE_WRONG],
    events: [events.ZonePublished],
  }),
  readHours: evaluate({
    says: 'Read bays and opening hours.',
    by: everyone,
    request: ofMerchant,
    on: ({ merchant }) => hours.at(merchant),
    response: Hours,
  }),
  readZone: evaluate({
    says: 'Read the offsets of a zone.',
    by: everyone,
    request: z.strictObject({ zone: zoneName }),
    on: ({ zone }) => zones.at(zone),
    response: Zone,
  }),
};
