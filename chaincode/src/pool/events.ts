import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { id } from '../kit/value/text';
import { Pledge } from './records/asset';
import { HolderPaid, NoteTransfer } from './records/note';
import { Pool } from './records/pool';
import { PoolMonth } from './records/month';
import { minor, month } from './records/structure';

const status = Pool.pick({ poolId: true, status: true });

/** Facts about pools that others may hear. None names a borrower or a loan but to its sides. */
export const poolEvents = defineEvents({
  PoolOpened: Pool.pick({ poolId: true, originator: true, depositor: true, trustee: true }),
  LoanPledged: Pledge.pick({ loanId: true, poolId: true, number: true }),
  PledgeChanged: Pledge.pick({ loanId: true, poolId: true, status: true }),
  PoolChanged: status,
  NotesIssued: z.strictObject({ poolId: id, balance: minor, notes: minor }),
  BuyBackDemanded: Pledge.pick({ loanId: true, poolId: true, demand: true }),
  MonthRun: PoolMonth.pick({ poolId: true, month: true, visited: true }),
  MonthDistributed: z.strictObject({
    poolId: id,
    month,
    available: minor,
    principal: minor,
    residual: minor,
  }),
  TriggerFailed: PoolMonth.pick({ poolId: true, month: true, triggers: true }),
  HolderPaid: HolderPaid.pick({ poolId: true, month: true, noteClass: true, holder: true, paymentId: true }),
  NotesTransferred: NoteTransfer.pick({ poolId: true, noteClass: true, from: true, to: true, units: true }),
});
