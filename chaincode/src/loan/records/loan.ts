import { z } from 'zod';
import { money } from '../../kit/value/money';
import { agendaOf, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, line, member, org } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { mandated } from './mandate';
import {
  back,
  fullState,
  fullTerms,
  type Json,
  leanOf,
  renamed,
  shortState,
  shortTerms,
  without,
} from './lean';
import { modified } from './modification';
import { MAX_PAUSES, parts, pause, servicing } from './servicing';
import { terms } from './terms';

export const loanStatus = z.enum([
  ...([
    'accepted',
    'active',
    'defaulted',
    'overpaid',
    'settled',
    'writtenOff',
    'rescheduled',
    'cancelled',
  ] as const),
]);
export type LoanStatus = z.output<typeof loanStatus>;
/** A loan from its acceptance to its end: the terms agreed and where it stands. */
export const Loan = z.strictObject({
  loanId: id,
  applicationId: id,
  lender: org,
  borrower: member,
  vin,
  lienId: id,
  bookedBy: org
    .optional()
    .meta({ description: 'the lender that books for a borrower without a certificate' }),
  mandate: mandated.optional().meta({ description: 'on which the offer was accepted' }),
  status: loanStatus,
  terms,
  servicing: servicing.optional().meta({ description: 'since disbursement' }),
  pauses: z.array(pause).max(MAX_PAUSES),
  entries: count(1_000_000).meta({ description: 'number of entries so far' }),
  lastEntryId: id.optional(),
  bucket: line(16).optional().meta({ description: 'delinquency bucket last told' }),
  tickedOn: day.optional().meta({ description: 'last day that was closed by a tick' }),
  defaultedOn: day.optional().meta({ description: 'while a default is declared: since when' }),
  chargedOffOn: day.optional(),
  lost: parts.optional().meta({ description: 'written off, minor units' }),
  recovered: money.optional().meta({ description: 'received after the write-off' }),
  finalOn: day
    .optional()
    .meta({ description: 'payments on it may be returned before this day; the lien waits for it' }),
  lienReleasedAt: instant.optional(),
  modified: modified.optional(),
  succeeds: id.optional().meta({ description: 'the loan whose outstanding it took over' }),
  succeededBy: id.optional().meta({ description: 'the loan that took its outstanding over' }),
  subsidy: money.optional().meta({ description: 'owed to the lender by the payer of the subvention' }),
});
export type Loan = z.output<typeof Loan>;

const NAMES = {
  ...{ loanId: 'i', applicationId: 'a', lender: 'l', borrower: 'b', vin: 'v', lienId: 'k', status: 's' },
  ...{ terms: 't', servicing: 'x', pauses: 'w', entries: 'e', lastEntryId: 'p' },
} as const;
const EMPTY = { pauses: [] };

/** Every payment rewrites the record of its loan, so it is stored short. */
const stored = leanOf(Loan, {
  shorten({ terms: agreed, servicing: state, ...rest }) {
    const kept = rest['lienId'] === `loan-${String(rest['loanId'])}` ? { ...rest, lienId: undefined } : rest;
    const short = {
      ...without(kept, { ...EMPTY, lienId: undefined }),
      terms: shortTerms(agreed as Json),
      ...(state !== undefined && { servicing: shortState(state as Json) }),
    };
    return renamed(short, NAMES);
  },
  lengthen(short) {
    if ('loanId' in short) return short;
    const { terms: agreed, servicing: state, ...rest } = renamed(short, back(NAMES));
    return {
      ...{ ...EMPTY, lienId: `loan-${String(rest['loanId'])}`, ...rest, terms: fullTerms(agreed) },
      ...(state !== undefined && { servicing: fullState(state as Json) }),
    };
  },
});

export const loans = table({
  kind: 'loan',
  v: 2,
  schema: stored,
  id: (record) => [record.loanId],
  indexes: {
    borrower: (record: Loan) => record.borrower.split('/'),
    lender: (record: Loan) => [record.lender],
    vehicle: (record: Loan) => [record.vin],
  },
  sides: {
    lender: ({ lender }: Loan) => lender,
    borrower: ({ borrower }: Loan) => borrower,
    booker: ({ bookedBy }: Loan) => bookedBy,
    insurer: whoever('insurer'),
    auditor: whoever('auditor'),
    agenda: ({ lender }: Loan) => agendaOf(lender),
  },
});
/** The record that a request names, for operations to state. */
export const onLoan = ({ loanId }: { readonly loanId: string }) => loans.at(loanId);
