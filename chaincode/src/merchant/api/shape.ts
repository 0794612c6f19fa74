import { z } from 'zod';
import { member } from '../../kit/value/text';
import { merchantEvents as events } from '../events';

export const shops = ['merchant', 'workshop'] as const;
export const ofMerchant = z.strictObject({ merchant: member });
export const changed = [events.MerchantChanged];
