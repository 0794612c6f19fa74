import { certificateOf } from '../../vehicle/door';
import type { Listing } from '../records/listing';
import type { Reading } from '../tables';

/**
 * Makes the certificate again as of the moment at which it was issued, so that every fact that arrived since
 * changes the hash.
 */
export async function isTrue(tx: Reading, { vin, certificate }: Listing): Promise<boolean> {
  const then = { ...tx, now: certificate.issuedAt };
  if ((await certificateOf(then, vin)).hash === certificate.hash) return true;
  return (await certificateOf(then, vin, 'former')).hash === certificate.hash;
}

/**
 * What a buyer must know of a listed vehicle as of a moment, by the certificate made again, by its
 * repossession and its offer.
 */
export async function warningsOf(tx: Reading, { vin, seller, tradeId }: Listing, now: string) {
  const { content } = await certificateOf({ ...tx, now }, vin);
  const { repossession, offer } = await tx.vehicles.get(vin);
  const signs = {
    stolen: content.stolen,
    openRecall: content.openRecalls.length > 0,
    openLien: content.openLiens.length > 0,
    branded: content.brands.some(({ supersededBy }) => supersededBy === undefined),
    rollback: content.odometer?.verdict === 'illogical',
    exported: content.status === 'exported',
    odometerTampered: content.odometer?.suspectBlocker === true || content.odometer?.suspectClone === true,
    repossessed: repossession !== undefined && repossession.holder !== seller,
    offeredElsewhere: offer !== undefined && offer.offerId !== tradeId,
  };
  return (Object.keys(signs) as (keyof typeof signs)[]).filter((name) => signs[name]);
}
