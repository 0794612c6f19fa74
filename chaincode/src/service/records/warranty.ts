import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { anybody, ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { ServiceRecord } from './work';

/** A claim on the warranty of work. */
export const WorkClaim = z.strictObject({
  claimId: id,
  vin,
  recordId: id,
  merchant: member,
  by: member,
  code: id.meta({ description: 'of the work that did not last' }),
  odometer: ServiceRecord.shape.odometer,
  worth: positiveMoney.meta({
    description: 'what settles it in money: the price of the service, or less if the claimant says so',
  }),
  at: instant,
  status: z.enum(['claimed', 'reworked', 'repaid', 'refused', 'defaulted']),
  reworkBookingId: id.optional().meta({ description: 'the free booking for the rework' }),
  answeredAt: instant.optional(),
  reworkId: id.optional().meta({ description: 'the service record of the free rework' }),
  repaid: positiveMoney.optional().meta({ description: 'by the merchant, or out of its bond' }),
});
export type WorkClaim = z.output<typeof WorkClaim>;
export const workClaims = table({
  kind: 'work-claim',
  v: 1,
  schema: WorkClaim,
  id: ({ claimId }) => [claimId],
  sides: {
    ...{ claimant: ({ by }: WorkClaim) => by, merchant: ({ merchant }: WorkClaim) => merchant },
    // Whether a time is over is said by the rules.
    ...{ time: ruled, anybody },
  },
});
/** The claim that a request names, for operations to state. */
export const onWorkClaim = ({ claimId }: { readonly claimId: string }) => workClaims.at(claimId);

/** The last claim on one work of a record: money comes back for it once. */
export const Claimed = z.strictObject({ vin, recordId: id, code: id, claimId: id });
export const claimeds = table({
  kind: 'claimed-work',
  v: 1,
  schema: Claimed,
  id: (one) => [one.vin, one.recordId, one.code],
});
