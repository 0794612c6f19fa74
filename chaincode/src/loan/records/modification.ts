import { z } from 'zod';
import { signedMoney, money } from '../../kit/value/money';
import { table } from '../../kit/table';
import { ruled } from '../../kit/side';
import { count, id, member, org } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { mandated } from './mandate';
import { terms } from './terms';

/** What a modification changes, with the codes of Reg AB II (Schedule AL, modificationTypeCode). */
export const MODIFICATION_CODES = { apr: 1, principal: 2, term: 3, extension: 4 } as const;
export type ModificationCode = keyof typeof MODIFICATION_CODES;
export const code = z.enum(Object.keys(MODIFICATION_CODES) as [ModificationCode, ...ModificationCode[]]);

/** A changed plan of a loan; it counts once the borrower agrees. */
export const modificationStatus = z.enum(['offered', 'agreed', 'retracted']);

/** The new plan; what it does not name stays as agreed, but balloon and grace must be named again. */
export const plan = terms.pick({
  ...{ annualRatePpm: true, instalments: true, every: true, firstDueOn: true },
  ...{ balloon: true, gracePrincipal: true, graceInterest: true },
});
export type Plan = z.output<typeof plan>;

export const modificationKind = z.enum(['reage', 'reamortise', 'reschedule', 'holiday']).meta({
  description:
    'holiday: the next instalments are left out and all move on; reage: all that is owed goes into a new plan, nothing is past due any more; reamortise: what is past ' +
    'due is spread over the instalments to come; reschedule: a new rate or term of a loan that is not ' +
    'past due',
});

/** A payment holiday: how many instalments are left out, and whether interest runs meanwhile. */
export const holiday = z.strictObject({
  instalments: count(24, 1),
  interest: z.enum(['runs', 'waived']).meta({
    description: 'runs: it is spread over the instalments to come; waived: it stops until the holiday ends',
  }),
});

/** What became of a loan on the day that its borrower agreed. */
export const outcome = z.strictObject({
  on: day.meta({ description: 'the plan is new from this day' }),
  capitalised: signedMoney.meta({
    description: 'interest that became principal; negative when interest was paid ahead and not earned',
  }),
  outstanding: money,
  codes: z.array(code).max(4).meta({ description: 'what it changed' }),
  extendedMonths: count(1000).meta({
    description: 'whole months by which the last instalment moved out (paymentExtendedNumber)',
  }),
});
export type Outcome = z.output<typeof outcome>;

/** A changed plan of a running loan: offered by its lender, in effect once its borrower agrees. */
export const Modification = z.strictObject({
  loanId: id,
  modificationId: id,
  lender: org.optional().meta({ description: 'in records since its steps are its own' }),
  borrower: member.optional(),
  bookedBy: org.optional(),
  kind: modificationKind,
  plan: plan.optional(),
  holiday: holiday.optional(),
  capitalise: z.boolean().meta({
    description:
      'interest owed becomes principal; otherwise it is due with the first instalment to come and bears none',
  }),
  successorId: id.optional().meta({
    description: 'another loan takes the new plan, and this one is closed; without it the loan goes on',
  }),
  mandate: mandated.optional().meta({ description: 'on which the lender agreed for a borrower' }),
  status: modificationStatus,
  offeredAt: instant,
  expiresAt: instant.meta({ description: 'exclusive' }),
  outcome: outcome.optional(),
  termsBefore: terms.optional().meta({ description: 'what was agreed until then' }),
});
export type Modification = z.output<typeof Modification>;

export const modifications = table({
  kind: 'loanModification',
  v: 1,
  schema: Modification,
  id: ({ loanId, modificationId }) => [loanId, modificationId],
  // One that an earlier version wrote names nobody: then the loan says who, which is asked in any case.
  sides: {
    lender: ({ lender }: Modification) => lender ?? ruled(),
    borrower: ({ borrower }: Modification) => borrower ?? ruled(),
    booker: ({ bookedBy }: Modification) => bookedBy,
  },
});
/** The record that a request names, for operations to state. */
export const onModification = ({ loanId, modificationId }: Pick<Modification, 'loanId' | 'modificationId'>) =>
  modifications.at(loanId, modificationId);

/** Of all modifications of a loan; the tape of a pool tells it. */
export const modified = z.strictObject({
  on: day.meta({ description: 'the latest' }),
  times: count(10_000, 1),
  extendedMonths: count(100_000),
});
