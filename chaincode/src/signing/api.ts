import { defineLivingApi, evaluate, page, pageOf, submit } from '../kit/api';
import { maybe } from '../kit/ref';
import { sha256Hex } from '../kit/value/text';
import { everyone } from '../words/role';
import { loans } from '../loan/records/loan';
import { policies } from '../policy/records/policy';
import { rentals } from '../rental/records/rental';
import { signingErrors as errors } from './errors';
import { signingEvents as events } from './events';
import { signingLife } from './life';
import { onSigning, paper, Signing, subject, type Subject } from './records';

const named = Signing.pick({ room: true, id: true, no: true });
const doers = everyone.filter((role) => role !== 'auditor');

/** The contract itself, which says who its sides are. */
const contractOf = ({ room, id }: Subject) => ({
  loan: room === 'loan' ? [loans.at(id)] : [],
  policy: room === 'policy' ? [policies.at(id)] : [],
  rental: room === 'rental' ? [rentals.at(id)] : [],
});

/** All that may be asked about what was signed, one value. */
export const signingApi = defineLivingApi(
  'signing',
  'What was signed: text and information sheet of a loan, a policy, a rental, by hash, with both signatures.',
  {
    present: submit({
      says:
        'Present the papers of a contract as its lender, insurer or owner: hash, version and language of the text ' +
        'and of the information sheet. With it they are signed by that side.',
      by: doers,
      request: named.extend({ contract: paper, information: Signing.shape.information }),
      creates: onSigning,
      loads: ({ room, id, no }) => ({
        ...contractOf({ room, id }),
        before: no === 1 ? [] : [maybe(onSigning({ room, id, no: no - 1 }))],
      }),
      response: Signing,
      errors: [errors.PAPERS_OUT_OF_ORDER],
      events: [events.PapersPresented],
    }),
    sign: submit({
      says: 'Sign papers as the borrower, policyholder or driver, by the hashes of what was read.',
      by: doers,
      request: named.extend({ contractHash: sha256Hex, informationHash: sha256Hex.optional() }),
      on: onSigning,
      step: signingLife.sign,
      done: ({ status, contract, information }, { contractHash, informationHash }) =>
        status === 'signed' && contract.hash === contractHash && information?.hash === informationHash,
      response: Signing,
      errors: [errors.PAPERS_DIFFER],
      events: [events.PapersSigned],
    }),
    withdraw: submit({
      says: 'Withdraw papers that are not signed.',
      by: doers,
      request: named,
      on: onSigning,
      step: signingLife.withdraw,
      done: ({ status }) => status === 'withdrawn',
      response: Signing,
      events: [events.PapersWithdrawn],
    }),
    read: evaluate({
      says: 'Read papers as one of their sides, or the auditor.',
      by: everyone,
      request: named,
      on: onSigning,
      sides: ['provider', 'customer', 'auditor'],
      response: Signing,
    }),
    list: evaluate({
      says: 'List the papers of a contract as one of its sides, or the auditor.',
      by: everyone,
      request: page.extend(subject.shape),
      loads: ({ room, id }) => contractOf({ room, id }),
      response: pageOf(Signing),
    }),
  },
  { signing: signingLife },
);
