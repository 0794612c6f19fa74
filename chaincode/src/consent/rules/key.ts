import type { z } from 'zod';
import { demand } from '../../kit/errors';
import type { Instant } from '../../kit/value/time';
import { consentErrors as errors } from '../errors';
import type { Turns, WrappedKey } from '../records/key';
import type { Grant } from '../records/grant';
import { mustBeLive } from './grant';

/** How often the data key turned. */
export type Turned = z.infer<typeof Turns>;

/** The epoch of the data key: a new holding of the title begins a new one by itself. */
export const epochOf = (titleNo: number, turned: Turned | undefined): string =>
  `${titleNo}.${turned?.titleNo === titleNo ? turned.turns : 0}`;

/** One turn more of the data key, counted within the holding of the title. */
export const turn = (vin: string, titleNo: number, turned: Turned | undefined): Turned => ({
  vin,
  titleNo,
  turns: turned?.titleNo === titleNo ? turned.turns + 1 : 1,
});

/**
 * A key is wrapped for a live grant, to the grantee's own key, for granted data alone, and only the key of
 * now.
 */
export function mustBeReleasable(
  one: Grant,
  { epoch: given, category }: Pick<WrappedKey, 'epoch' | 'category'>,
  { titleNo, epoch, now }: { readonly titleNo: number; readonly epoch: string; readonly now: Instant },
): string {
  const { grantId, vin, terms } = one;
  mustBeLive(one, titleNo, now);
  const categories = terms.categories.join(', ');
  demand(terms.categories.includes(category), errors.CATEGORY_CLOSED, {
    category,
    ground: `the grant ${grantId}`,
    categories,
  });
  demand(terms.processing === 'offBoard', errors.DATA_STAYS_IN_VEHICLE, { grantId });
  demand(terms.granteeKey !== undefined, errors.GRANTEE_KEY_MISSING, { grantId });
  demand(given === epoch, errors.EPOCH_OVER, { vin, epoch, given });
  return terms.granteeKey;
}
