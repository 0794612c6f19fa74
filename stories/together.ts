import { time } from '@roadbook/chaincode/api';
import type { Connection, Rooms } from '@roadbook/gateway';
import { eur } from './terms';

/** Whoever calls rooms, one by one and together: a connection. */
export type Caller = Pick<Connection, 'together'> & Rooms;

/** What the parties of a delivery agreed on before. */
export interface Delivery {
  readonly vin: string;
  readonly offerId: string;
  readonly buyer: string;
  readonly plate: {
    readonly registrationId: string;
    readonly jurisdiction: string;
    readonly plateTag: string;
  };
  readonly loan: { readonly applicationId: string; readonly decisionId: string; readonly loanId: string };
  readonly policyId: string;
  readonly on: string;
}

/** A loss that is open, and the insurer's money that pays for its repair. */
export interface Repair {
  readonly claimId: string;
  readonly workshop: string;
  readonly reportHash: string;
  readonly lots: string[];
}

/** A car changes hands: what each party signs is one transaction, or nothing of it happens. */
export async function deliverTheCar(
  { buyer, registrar, lender }: Readonly<Record<'buyer' | 'registrar' | 'lender', Caller>>,
  { vin, offerId, buyer: owner, plate, loan, policyId, on }: Delivery,
) {
  const { loanId } = loan;
  await buyer.together((rooms) => [
    rooms.vehicle.acceptTitle({ vin, offerId }),
    rooms.loan.accept(loan),
    rooms.policy.bind({ policyId }),
  ]);
  await registrar.together((rooms) => [
    rooms.vehicle.passTitle({ vin, offerId }),
    rooms.vehicle.register({ vin, owner, ...plate }),
  ]);
  const until = `${time.addMonths(on, 1)}T23:59:59.000Z`;
  const first = {
    requestId: `${loanId}-1`,
    payee: 'lender',
    currency: 'EUR',
    until,
    reusable: false,
  } as const;
  const [disbursed] = await lender.together((rooms) => [
    rooms.loan.disburse({ loanId, on }),
    rooms.payment.request({ ...first, amount: eur(55_805) }),
  ]);
  return disbursed;
}

/**
 * A loss is assessed, reserved and confirmed with the payment of its repair; what a second person then agrees
 * to is paid to the workshop, and the claim closed, in one transaction.
 */
export async function settleTheClaim(
  { insurer, supervisor }: Readonly<Record<'insurer' | 'supervisor', Caller>>,
  { claimId, workshop, reportHash, lots }: Repair,
) {
  const [exposure, amount] = [{ claimId, exposureId: 'E-1' }, eur(170_000)];
  const line = { ...exposure, costType: 'claimCost', costCategory: 'body' } as const;
  const payment = { claimId, paymentId: `Z-${claimId}` };
  const payee = { as: 'workshop', party: workshop } as const;
  const found = { loss: eur(230_000), betterment: eur(10_000), faultShare: 0, reportHash };
  await insurer.together((rooms) => [
    rooms.claim.assess({ ...exposure, found }),
    rooms.claim.setReserve({ ...line, total: amount }),
    rooms.claim.confirm({ claimId, amount, ownFault: false }),
    rooms.claim.schedulePayment({ ...line, ...payment, amount, eroding: true, payee }),
  ]);
  const [, , , closed] = await supervisor.together((rooms) => [
    rooms.claim.approvePayment(payment),
    rooms.claim.confirmPaid({ ...payment, transferId: `T-${claimId}`, lots }),
    rooms.claim.closeExposure(exposure),
    rooms.claim.close({ claimId }),
  ]);
  return closed;
}

/** Goods leave, and their invoice is asked for: neither without the other. They arrive, and it is paid. */
export async function shipAndInvoice(
  { supplier, plant }: Readonly<Record<'supplier' | 'plant', Caller>>,
  { epc, at, until, lots }: { epc: string; at: string; until: string; lots: string[] },
) {
  const [requestId, amount] = [`INV-${epc.split('.').at(-1)}`, eur(12_000)];
  const seen = { type: 'ObjectEvent', action: 'OBSERVE', eventTimeZoneOffset: '+00:00' } as const;
  const event = { ...seen, epcList: [epc], eventTime: at };
  await supplier.together((rooms) => [
    rooms.part.capture({
      event: { ...event, bizStep: 'shipping', disposition: 'in_transit' },
      to: 'manufacturer',
    }),
    rooms.payment.request({
      ...{ requestId, payee: 'manufacturer/supplier', currency: 'EUR', amount, until, reusable: false },
    }),
  ]);
  const [, paid] = await plant.together((rooms) => [
    rooms.part.capture({ event: { ...event, bizStep: 'receiving', disposition: 'in_progress' } }),
    rooms.payment.payRequest({
      requestId,
      paymentId: `PAY-${requestId}`,
      from: 'manufacturer',
      lots,
      amount,
    }),
  ]);
  return paid;
}
