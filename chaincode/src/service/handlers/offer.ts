import { demand, refuse } from '../../kit/errors';
import { type Service, serviceKey } from '../../merchant/records/catalogue';
import { merchantErrors } from '../../merchant/errors';
import type { Hours } from '../../merchant/records/hours';
import type { Merchant } from '../../merchant/records/merchant';
import type { Zone } from '../../kit/value/zone';
import { vehicleErrors } from '../../vehicle/errors';
import { wmiOf } from '../../vehicle/door';
import { serviceErrors } from '../errors';
import { classOf, mustFit } from '../rules/fitness';
import { mustOweNothing } from '../rules/rest';
import { mustBeReady } from '../rules/booking';
import type { Writing } from '../tables';

export interface Offer {
  readonly merchant: Merchant;
  readonly service: Service;
  readonly hours: Hours;
  readonly zone: Zone;
}

export const loadMerchant = async (tx: Writing, merchant: string): Promise<Merchant> =>
  (await tx.merchants.find(...merchant.split('/'))) ?? refuse(merchantErrors.NOT_A_MERCHANT, { merchant });

/**
 * What a merchant offers the caller for its vehicle now: the version asked for must be the one that is sold.
 */
export async function offerFor(
  tx: Writing,
  asked: { merchant: string; serviceCode: string; version?: number; vin: string },
): Promise<Offer> {
  const { merchant: whom, serviceCode, vin } = asked;
  const { owner } = await tx.vehicles.get(vin);
  tx.mustBe('the holder of the title', owner ?? refuse(vehicleErrors.TITLE_UNHELD, { vin }));
  const merchant = await loadMerchant(tx, whom);
  const head = await tx.heads.get(whom, serviceCode);
  const { version = head.version } = asked;
  const current = head.withdrawn ? 'none' : head.version;
  demand(current === version, serviceErrors.VERSION_NOT_SOLD, { serviceCode, version, current });
  const service = await tx.services.get(...serviceKey(whom, serviceCode, version));
  mustBeReady(merchant, service, tx.now);
  mustFit(service, vin, classOf(await tx.births.find(vin), await tx.wmis.find(wmiOf(vin))));
  if (service.depositPpm !== undefined) mustOweNothing(await tx.owings.find(whom, tx.caller.member));
  const hours = await tx.hours.get(whom);
  return { merchant, service, hours, zone: await tx.zones.get(hours.zone) };
}
