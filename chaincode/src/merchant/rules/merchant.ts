import type { z } from 'zod';
import { without } from '../../kit/view';
import { type Merchant, type SeenMerchant, INNER } from '../records/merchant';

/** A merchant as this reader may see it. */
export const merchantSeen = (merchant: Merchant, inside: boolean): z.output<typeof SeenMerchant> =>
  inside ? merchant : without(merchant, INNER);
