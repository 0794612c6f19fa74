import { pageIn } from '../../kit/api';
import { dayOf } from '../../kit/value/time';
import { payClaim } from '../../policy/door';
import type { paymentOperations } from '../api/payment';
import { claimEvents } from '../events';
import type { Claim } from '../records/claim';
import type { ClaimPayment } from '../records/payment';
import { paired } from '../rules/claim';
import {
  approve,
  confirmPaid,
  isIndemnity,
  mustBeFree,
  type Paying,
  refusePayment,
  schedule,
} from '../rules/payment';
import { practiceOn } from '../rules/practice';
import type { Carries, Reading, Writing } from '../tables';
import { isPaidOut, payOut } from './payout';

/** The money of a claim. */
export const paymentHandlers: Carries<typeof paymentOperations> = {
  async schedulePayment(tx, wanted, { on: claim, exposure, practice, pairing }) {
    mustBeFree(wanted.paymentId);
    const rule = practiceOn(practice, claim.insurer, dayOf(tx.now));
    const { as, party } = wanted.payee;
    const pair = as === 'workshop' ? paired(pairing, claim, party, rule) : undefined;
    const due = schedule(pair?.claim ?? claim, exposure, { ...wanted, proposedBy: tx.caller.member }, rule);
    await save(tx, due);
    if (pair) await tx.pairings.put(pair.pairing);
    tx.tell(claimEvents.PaymentScheduled, { ...idsOf(due.payment), amount: wanted.amount });
    return due.payment;
  },
  async approvePayment(tx, _request, { on }) {
    const payment = approve(on, tx.caller);
    await tx.payments.put(payment);
    tx.tell(claimEvents.PaymentApproved, idsOf(payment));
    return payment;
  },
  async refusePayment(tx, _request, { on: payment, claim, exposure }) {
    const after = refusePayment({ claim, exposure, payment });
    await save(tx, after);
    tx.tell(claimEvents.PaymentRefused, idsOf(after.payment));
    return after.payment;
  },
  async confirmPaid(tx, { transferId, lots }, { on, ...before }) {
    const again = lots !== undefined && on.transferId === transferId;
    if (again && (await isPaidOut(tx, before.claim, transferId, lots))) return on;
    const after = confirmPaid({ ...before, payment: on }, transferId);
    const { payment, claim } = after;
    if (lots) await payOut(tx, claim, transferId, lots, [payment]);
    if (isIndemnity(payment)) await payClaim(tx, claim.policyId, payment.amount);
    await save(tx, after);
    tx.tell(claimEvents.PaymentMade, { ...idsOf(payment), amount: payment.amount, transferId });
    return payment;
  },
  readPayment(tx, _request, { payment, claim }) {
    if (!tx.is(payment.payee.party)) mayRead(tx, claim);
    return payment;
  },
  listPayments: (tx, { claimId, ...asked }) => tx.payments.list(pageIn(asked), claimId),
};

const idsOf = ({
  claimId,
  paymentId,
  status,
}: ClaimPayment): Pick<ClaimPayment, 'claimId' | 'paymentId' | 'status'> => ({
  ...{ claimId, paymentId, status },
});

async function save(tx: Writing, { claim, exposure, payment }: Paying): Promise<void> {
  await tx.claims.put(claim);
  await tx.exposures.put(exposure);
  await tx.payments.put(payment);
}

function mayRead(tx: Reading, { policyholder, insurer }: Claim): void {
  if (tx.caller.role !== 'auditor') tx.mustBe('a party to the claim', policyholder, insurer);
}
