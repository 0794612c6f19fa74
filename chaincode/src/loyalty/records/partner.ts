import { z } from 'zod';
import { ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { party } from '../../payment/records/party';

export const partnerStatus = z.enum(['invited', 'joined', 'leaving', 'left']);

/** Who issues and takes the points of a program, and answers for its own with money. */
export const Partner = z.strictObject({
  programId: id,
  partner: party,
  operator: party,
  status: partnerStatus,
  collateral: z
    .array(id)
    .max(8)
    .meta({ description: 'boxes (room payment) that stand for the points it issued' }),
  openDues: count(1_000_000).meta({ description: 'payments that nettings made due and are not paid yet' }),
  slices: count(64, 1),
  joinedAt: instant.optional(),
  leftAt: instant.optional(),
});
export type Partner = z.output<typeof Partner>;
export const partners = table({
  kind: 'loyalty-partner',
  v: 1,
  schema: Partner,
  id: ({ programId, partner }) => [programId, ...partner.split('/')],
  sides: {
    partner: ({ partner }: Partner) => partner,
    operator: ({ operator }: Partner) => operator,
    // Who works for a merchant is said by its crew, which the handler asks.
    ...{ crew: ruled, anybody: ruled },
  },
});
export const partnerKey = (programId: string, partner: string): string[] => [
  programId,
  ...partner.split('/'),
];
export const onPartner = ({ programId, partner }: { readonly programId: string; readonly partner: string }) =>
  partners.at(...partnerKey(programId, partner));

/** Points of a partner, counted over one of the keys that they are spread over. */
export const PointSlice = z.strictObject({
  programId: id,
  partner: party,
  slice: count(63),
  issued: count(Number.MAX_SAFE_INTEGER),
  spent: count(Number.MAX_SAFE_INTEGER),
  expired: count(Number.MAX_SAFE_INTEGER),
  revoked: count(Number.MAX_SAFE_INTEGER),
});
export type PointSlice = z.output<typeof PointSlice>;
export const pointSlices = table({
  kind: 'loyalty-points-of',
  v: 1,
  schema: PointSlice,
  id: ({ programId, partner, slice }) => [...partnerKey(programId, partner), `${slice}`.padStart(2, '0')],
});
export const sliceKey = (programId: string, partner: string, slice: number): string[] => [
  ...partnerKey(programId, partner),
  `${slice}`.padStart(2, '0'),
];
