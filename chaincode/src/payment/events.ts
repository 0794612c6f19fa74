import { z } from 'zod';
import { positiveMoney } from '../kit/money';
import { defineEvents } from '../kit/events';
import { id, org } from '../kit/text';
import { about, holder, transferKind } from './records';

/** Told by whatever moves money. */
export const moneyEvents = defineEvents({
  MoneyMoved: z.strictObject({
    paymentId: id,
    kind: transferKind,
    from: holder,
    issuer: org,
    to: z.array(z.strictObject({ party: holder, amount: positiveMoney })).max(20),
    about: about.optional(),
  }),
});
