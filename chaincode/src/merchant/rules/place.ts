import { demand } from '../../kit/errors';
import { addMillis, type Instant } from '../../kit/value/time';
import { covers, type Zone } from '../../kit/value/zone';
import { geohashOf } from '../../words/geohash';
import { merchantErrors } from '../errors';
import type { Hours } from '../records/hours';
import type { Merchant } from '../records/merchant';
import type { FoundMerchant, Place } from '../records/place';
import { isOpen } from './hours';
import { standingAt } from './onboarding';

/** What a merchant that works says of its place; the cell follows from it. Refuses with NOT_WORKING. */
export function placed(
  said: Omit<Place, 'category' | 'cell' | 'setAt'>,
  { merchant, status, category }: Pick<Merchant, 'merchant' | 'status' | 'category'>,
  now: Instant,
): Place {
  demand(status === 'active', merchantErrors.NOT_WORKING, { merchant, status });
  return { ...said, category, cell: geohashOf(said.latitude, said.longitude, 7), setAt: now };
}

/** Whether a merchant works at a moment; `undefined` where nothing says so. */
export const opensAt = (
  hours: Hours | undefined,
  zone: Zone | undefined,
  now: Instant,
): boolean | undefined =>
  hours && zone && covers(zone, now) ? isOpen(hours, zone, now, addMillis(now, 1)) : undefined;

/** What a search tells of a merchant that works; of one that was suspended or is gone, nothing. */
export function foundAt(
  place: Place,
  merchant: Merchant | undefined,
  clock: { readonly hours: Hours | undefined; readonly zone: Zone | undefined },
  now: Instant,
): FoundMerchant | undefined {
  if (merchant?.status !== 'active') return undefined;
  const open = opensAt(clock.hours, clock.zone, now);
  const capabilities = standingAt(merchant, now)
    .capabilities.filter(({ status }) => status === 'active')
    .map(({ capability }) => capability);
  const { businessName } = merchant;
  return { merchant: place.merchant, businessName, capabilities, place, ...(open !== undefined && { open }) };
}
