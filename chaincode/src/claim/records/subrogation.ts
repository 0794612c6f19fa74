import { z } from 'zod';
import { money, positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { id, org } from '../../kit/value/text';
import { costCategory } from './exposure';

export const subrogationStatus = z.enum([
  'demanded',
  'accepted',
  'disputed',
  'arbitration',
  'recovered',
  'dropped',
]);

export const subrogation = z.strictObject({
  claimId: id,
  subrogationId: id,
  exposureId: id,
  insurer: org,
  respondent: org.meta({ description: 'the insurer of the other side' }),
  demanded: positiveMoney,
  paid: money.meta({ description: 'indemnity paid when demanded' }),
  deductible: money,
  status: subrogationStatus,
  recovered: money,
  deductibleBack: money.meta({ description: 'of the recovery, for the policyholder' }),
  costCategory: costCategory.optional().meta({ description: 'of the cost that the recovery lowers' }),
});
export type Subrogation = z.output<typeof subrogation>;

export const subrogations = table({
  kind: 'subrogation',
  v: 1,
  schema: subrogation,
  id: (one) => [one.claimId, one.subrogationId],
  sides: {
    insurer: ({ insurer }: Subrogation) => insurer,
    respondent: ({ respondent }: Subrogation) => respondent,
  },
});
