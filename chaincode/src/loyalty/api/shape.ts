import { z } from 'zod';
import { id, member } from '../../kit/value/text';
import { party } from '../../payment/records/party';
import { people, staff } from '../../words/role';

/** Who may speak for a partner: merchants, their crew, and staff for its organisation; the rest is asked further. */
export const partnersBy = [...people, ...staff] as const;
export const ofProgram = z.strictObject({ programId: id });
export const ofPartner = z.strictObject({ programId: id, partner: party });
export const ofWallet = z.strictObject({ programId: id, member });
export const lotIds = z.array(id).min(1).max(50);
