import { derivedId } from '../../kit/value/derived';
import type { WriteRows } from '../../kit/ledger/rows';
import type { Telling, Tx } from '../../kit/tx';
import { vehicleEvents } from '../events';
import type { Odometer, Reading } from '../records/odometer';
import { addEntry, newOdometer } from '../rules/odometer/odometer';

/** What a room has in hand whose facts show the meter: `readings` and `odometers` among its tables. */
interface MeterTx extends Tx, Telling {
  readonly readings: WriteRows<Reading>;
  readonly odometers: WriteRows<Odometer>;
}

/**
 * A reading that another room's fact brings along joins the series: judged and flagged like any other, a lower one too. Its id is made of the
 * fact's; where somebody has taken that before, it is made of the transaction's, so that nobody keeps a reading out.
 */
export async function joinReading(
  tx: MeterTx,
  prefix: string,
  factId: string,
  shown: Pick<Reading, 'vin' | 'value' | 'unit' | 'at' | 'source' | 'reporter'>,
): Promise<void> {
  const { vin, value, unit, at, source } = shown;
  const own = derivedId(prefix, factId);
  const readingId = (await tx.readings.find(vin, own)) ? derivedId(prefix, tx.id) : own;
  const before = (await tx.odometers.find(vin)) ?? newOdometer(vin);
  const { odometer, signs } = addEntry(before, { kind: 'reading', id: readingId, value, unit, at });
  await tx.readings.put({ ...shown, readingId, signs, recordedAt: tx.now });
  await tx.odometers.put(odometer);
  tx.tell(vehicleEvents.OdometerRead, { vin, readingId, value, unit, at, source, signs, verdict: odometer.verdict });
}
