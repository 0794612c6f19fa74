import { addReading, readerOf } from '../../vehicle/door';
import { mustWork, saved } from './party';
import { noteRework } from './warranty';
import { serviceEvents } from '../events';
import { exchange } from './record';
import { recordOf } from '../rules/record';
import { arrive, begin, checkIn, complete, report } from '../rules/work';
import type { Part, Writing } from '../tables';
import { recordSeen } from '../rules/view';
import type { ServiceRecord } from '../records/work';
import type { workOperations } from '../api/work';

/** From the arrival to the record. */
export const workHandlers: Part<typeof workOperations> = {
  arrive: (tx, { nonceHash }, { on: one }) => saved(tx, arrive(one, nonceHash, tx.now)),
  async checkIn(tx, { bookingId: _bookingId, nonce, ...seen }, { on: one }) {
    await mustWork(tx, one);
    return saved(tx, checkIn(one, nonce, { ...seen, by: tx.caller.member }, tx.now));
  },
  async begin(tx, { readyAt }, { on: one }) {
    await mustWork(tx, one);
    return saved(tx, begin(one, readyAt, tx.now));
  },
  async report(tx, { bookingId, stage, readyAt }, { on: one }) {
    await mustWork(tx, one);
    const reported = report(one, { stage, at: tx.now }, readyAt);
    await tx.bookings.put(reported);
    tx.tell(serviceEvents.ProgressReported, { bookingId, stage, readyAt: reported.readyAt });
    return reported;
  },
  async complete(tx, { report: reported }, { on: one }) {
    // Only who still works there is answered: the repeat shows the booking as it is by now.
    await mustWork(tx, one);
    const known = await tx.serviceRecords.known(one.vin, reported.recordId);
    if (known) return { booking: one, record: known };
    const completed = complete(one, reported.recordId, reported.odometer, tx.now);
    const record = recordOf(one, reported, await exchange(tx, one.vin, reported.parts), tx);
    await tx.serviceRecords.put(record);
    await joinOdometer(tx, record);
    await noteRework(tx, one, record);
    tx.tell(serviceEvents.ServiceRecorded, {
      vin: one.vin,
      recordId: record.recordId,
      merchant: one.merchant,
    });
    return { booking: await saved(tx, completed), record };
  },
  readRecord: async (tx, { vin }, { on: record }) => recordSeen(record, await readerOf(tx, vin)),
  async listRecords(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.serviceRecords.listBy('byTime', [vin], page);
    return { items: items.map((one) => recordSeen(one, reader)), ...more };
  },
};

/** Every service reports the odometer, as the Car-Pass duty has it. */
async function joinOdometer(
  tx: Writing,
  { vin, recordId, odometer, technician }: ServiceRecord,
): Promise<void> {
  const shown = { vin, ...odometer, at: tx.now, source: 'service' as const, reporter: technician };
  await addReading(tx, 'service:', recordId, shown);
}
