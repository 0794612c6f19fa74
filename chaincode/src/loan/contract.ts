import { implement } from '../kit/implement';
import { loanApi } from './api';
import { bidding } from './bidwiring';
import { bookings } from './bookings';
import { collecting } from './collecting';
import { intake } from './intake';
import { modifying } from './modifying';
import { queries } from './queries';
import { tables } from './tables';

type OfLoan = { readonly loanId: string };
type OfPayment = OfLoan & { readonly paymentId: string };

const loanOf = ({ loanId }: OfLoan) => ({ loans: [[loanId]] });
const paymentOf = ({ loanId, paymentId }: OfPayment) => ({ loans: [[loanId]], entries: [[loanId, paymentId]] });

export const loanRoom = implement(
  loanApi,
  tables,
  { ...intake, ...bidding, ...bookings, ...collecting, ...modifying, ...queries },
  {
    repay: paymentOf,
    pay: ({ loanId, paymentId }) => ({ ...paymentOf({ loanId, paymentId }), transfers: [[paymentId]] }),
    credit: paymentOf,
    refund: paymentOf,
    settle: ({ quoteId, ...payment }) => ({ ...paymentOf(payment), quotes: [[payment.loanId, quoteId]] }),
    quote: ({ loanId, quoteId }) => ({ loans: [[loanId]], quotes: [[loanId, quoteId]] }),
    tick: loanOf,
    disburse: loanOf,
    decide: ({ applicationId, decisionId }) => ({ applications: [[applicationId]], decisions: [[applicationId, decisionId]] }),
    bid: ({ applicationId }) => ({ applications: [[applicationId]], bidsClosed: [[applicationId]] }),
    accept: ({ applicationId, decisionId, loanId }) => ({
      applications: [[applicationId]],
      decisions: [[applicationId, decisionId]],
      loans: [[loanId]],
    }),
  },
);
