import { z } from 'zod';
import { table } from '../../kit/table';
import { id } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { party } from '../../payment/records/party';
import { className, minor, month } from './structure';

/** Notes of one class in the hands of one holder; units are minor units of what was issued. */
export const Holding = z.strictObject({
  poolId: id,
  noteClass: className,
  holder: party,
  units: minor,
  paidThrough: month.optional().meta({ description: 'the last month of which its share was paid' }),
});
export type Holding = z.output<typeof Holding>;
export const holdings = table({
  kind: 'poolNotes',
  v: 1,
  schema: Holding,
  id: ({ poolId, noteClass, holder }) => [poolId, noteClass, holder],
  sides: { holder: ({ holder }: Holding) => holder },
});

/** What a holder was paid for a month. */
export const HolderPaid = z.strictObject({
  poolId: id,
  month,
  noteClass: className,
  holder: party,
  paymentId: id,
  interest: minor,
  principal: minor,
  at: instant,
});
export type HolderPaid = z.output<typeof HolderPaid>;
export const paidHolders = table({
  kind: 'poolHolderPaid',
  v: 1,
  schema: HolderPaid,
  id: ({ poolId, month: of, noteClass, holder }) => [poolId, of, noteClass, holder],
});

/** Notes that passed from one holder to another. */
export const NoteTransfer = z.strictObject({
  poolId: id,
  noteClass: className,
  transferId: id,
  from: party,
  to: party,
  units: minor,
  at: instant,
});
export type NoteTransfer = z.output<typeof NoteTransfer>;
export const noteTransfers = table({
  kind: 'poolNoteTransfer',
  v: 1,
  schema: NoteTransfer,
  id: ({ poolId, noteClass, from, transferId }) => [poolId, noteClass, from, transferId],
});
