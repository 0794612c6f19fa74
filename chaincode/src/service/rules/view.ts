import { dayOf, startOf } from '../../kit/value/time';
import { without } from '../../kit/view';
import type { ServiceRecord } from '../records/work';
import { RECORD } from '../records/view';
import type { Reader } from '../../vehicle/records/view';

/**
 * A service record as this reader may see it: all of it for who may know all of the vehicle, and for its
 * merchant.
 */
export const recordSeen = (record: ServiceRecord, by: Reader) =>
  by.all || by.is(record.merchant)
    ? record
    : {
        ...without(record, RECORD),
        endedAt: startOf(dayOf(record.endedAt)),
        warranty: { ...record.warranty, until: startOf(dayOf(record.warranty.until)) },
      };
