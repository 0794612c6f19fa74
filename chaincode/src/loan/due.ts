import { dueAfter, dueOf, kept } from '../kit/due/row';
import { addDays, laterOf } from '../kit/value/time';
import { begunDay, dayEnds, UTC, zones } from '../kit/value/zone';
import { type Application, applications } from './records/application';
import { type Loan, loans } from './records/loan';

/** What falls due of applications, and of loans for their lender. */
export const loanDues = [
  dueAfter(applications, {
    operation: 'closeBids',
    when: 'the bidding is over',
    after: ({ status, bidding }: Application) => (status === 'open' ? bidding?.closesAt : undefined),
    request: ({ applicationId }) => ({ applicationId }),
  }),
  dueOf(loans, {
    operation: 'tick',
    when: 'a day has ended in the zone of the terms, for the own loans of a lender',
    looks: [kept(zones, () => true)],
    own: ({ lender }: Loan) => lender,
    acts({ loanId, status, terms, tickedOn, servicing }: Loan, look) {
      const zone = terms.zone === undefined || terms.zone === UTC.zone ? UTC : look.find(zones, terms.zone);
      if (!zone || (status !== 'active' && status !== 'defaulted')) return [];
      const booked = servicing?.asOf ?? terms.startOn;
      const next = tickedOn === undefined ? booked : laterOf(addDays(tickedOn, 1), booked);
      // After an outage the last day that has ended stands for those before it.
      const request = ({ now }: { readonly now: string }) => ({
        loanId,
        on: laterOf(next, addDays(begunDay({ at: now, zone }), -1)),
      });
      return [{ after: dayEnds(zone, next), request }];
    },
  }),
];
