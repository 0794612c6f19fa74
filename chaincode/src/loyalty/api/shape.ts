import { z } from 'zod';
import { id, member } from '../../kit/value/text';
import { party } from '../../payment/records/party';
import { staff } from '../../words/role';

/** Who may be a partner: merchants and workshops for themselves, staff for its organisation. */
export const partnersBy = ['merchant', 'workshop', 'dealer', ...staff] as const;
export const ofProgram = z.strictObject({ programId: id });
export const ofPartner = z.strictObject({ programId: id, partner: party });
export const ofWallet = z.strictObject({ programId: id, member });
export const lotIds = z.array(id).min(1).max(50);
