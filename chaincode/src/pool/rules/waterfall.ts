import type { Day } from '../../kit/value/time';
import type { Distribution, Funds, PaidStep, Standing } from '../records/distribution';
import type { Structure } from '../records/structure';
import { interestOn, nearest, type Period, rateOf, shareOf } from './accrual';
import { amountOf, collected, least, over, supplementAfter } from './funds';
import { afterDefaultOrder, customary, type Step } from './order';
import { afterDefault, rankOf, sequential, shared, sumAt, tranchesOf } from './principal';

/** What a payment date is computed from, beside where the notes stand. */
export interface Given {
  readonly funds: Funds;
  readonly poolAtStart: bigint;
  /** The pool at the end of the collection period. */
  readonly poolEnd: bigint;
  readonly paymentOn: Day;
  readonly period: Period;
  /** Months of collections; the first payment date may have more than one. */
  readonly months: number;
  /** The index of each floating class, parts per billion. */
  readonly indexPpb: Readonly<Record<string, bigint>>;
  /** What trustee and reviewer ask for this month. */
  readonly fees: bigint;
}

/** Interest owed on each class: of the period, what was short before, and interest on that. */
function interestDue({ classes }: Structure, { balances, short }: Standing, given: Given) {
  return classes.map((one, at) => {
    const ratePpb = rateOf(one.coupon, given.indexPpb[one.name] ?? 0n);
    const share = shareOf(one, given.period);
    const before = short[at] ?? 0n;
    const due = interestOn(balances[at] ?? 0n, ratePpb, share) + before + interestOn(before, ratePpb, share);
    return { ratePpb, due };
  });
}

/** The pool less its yield supplement, before and after the month. */
function adjusted(structure: Structure, { paymentNo, pool }: Standing, { poolEnd }: Given) {
  return {
    begin: over(pool, supplementAfter(structure, paymentNo)),
    end: over(poolEnd, supplementAfter(structure, paymentNo + 1)),
  };
}

/** Principal by which a rank and those above exceed the pool, less what was paid for that; all at its end. */
function priorityDue(
  structure: Structure,
  rank: string,
  owed: readonly bigint[],
  end: bigint,
  on: Day,
): bigint {
  const { classes } = structure;
  const upTo = classes.flatMap(({ name }, at) => (rankOf(name) <= rank ? [at] : []));
  const ended = classes.flatMap(({ name, finalOn }, at) =>
    rankOf(name) === rank && finalOn <= on ? [at] : [],
  );
  const excess = over(sumAt(owed, upTo), end);
  const last = sumAt(owed, ended);
  return excess > last ? excess : last;
}

/** Principal that the structure wants paid on the date, whatever for. */
function principalWanted(structure: Structure, before: Standing, given: Given): bigint {
  const notes = sumAt(before.balances);
  const { begin, end } = adjusted(structure, before, given);
  if (structure.principal === 'collected') return least(over(begin, end), notes);
  const pool = { now: given.poolEnd, atStart: given.poolAtStart };
  return over(notes, over(end, amountOf(structure.overCollateral, pool)));
}

/**
 * One payment date: what is available, and who gets it in which order (Form 10-D certificates of auto trusts;
 * the formulas stand in the page of the room). Every amount is a whole number of minor units; what comes in is
 * what goes out, to reserve and residual.
 */
export function distribute(structure: Structure, before: Standing, given: Given): Distribution {
  const steps: readonly Step[] = before.defaulted
    ? afterDefaultOrder(structure)
    : (structure.order ?? customary(structure));
  const interest = interestDue(structure, before, given);
  const wanted = principalWanted(structure, before, given);
  const required = before.defaulted ? 0n : requiredReserve(structure, before, given, wanted);
  const excess = over(before.reserve, required);
  const came = collected(given.funds) + excess;
  const held = before.reserve - excess;
  const most = pay(structure, before, given, { steps, interest, wanted, money: MUCH, held });
  const owed = sumAt(before.balances);
  const all = neededFor(most) + over(owed, most.priority);
  // When the reserve helps to pay every note, it does.
  const ends = held > 0n && came + held >= all;
  const draw = least(held, over(ends ? all : neededFor(most), came));
  const money = came + draw;
  const goal = ends ? { wanted: owed, required: 0n } : { wanted, required };
  const plan = { steps, interest, money, held: held - draw, ...goal };
  const done = pay(structure, before, given, plan);
  const classes = structure.classes.map(({ name }, at) => ({
    name,
    begin: before.balances[at] ?? 0n,
    ratePpb: Number(interest[at]?.ratePpb ?? 0n),
    interestDue: interest[at]?.due ?? 0n,
    interestPaid: done.earned[at] ?? 0n,
    principal: (before.balances[at] ?? 0n) - (done.owed[at] ?? 0n),
    end: done.owed[at] ?? 0n,
  }));
  return {
    ...{ funds: given.funds, reserveExcess: excess, reserveDraw: draw, available: money },
    ...{ steps: done.lines, classes, principal: owed - sumAt(done.owed) },
    ...{ servicingUnpaid: done.unpaid.servicing, feesPaid: done.feesPaid, feesUnpaid: done.unpaid.fees },
    ...{ reserve: done.reserve, reserveRequired: goal.required, residual: done.left },
    overCollateral: over(given.poolEnd, sumAt(done.owed)),
  };
}

/** More than any pool, for what would be paid if money were no question. */
const MUCH = 10n ** 30n;

const isBeforeReserve = (lines: readonly PaidStep[]): readonly PaidStep[] => {
  const at = lines.findIndex(({ step }) => step.pays === 'reserve');
  return at < 0 ? lines.filter(({ step }) => step.pays !== 'regularPrincipal') : lines.slice(0, at);
};
const neededFor = ({ lines }: Paying): bigint =>
  isBeforeReserve(lines).reduce((sum, { due }) => sum + due, 0n);

/** What the reserve must hold: as the structure says, and never more than the notes that will be left. */
function requiredReserve(structure: Structure, before: Standing, given: Given, wanted: bigint): bigint {
  const pool = { now: given.poolEnd, atStart: given.poolAtStart };
  return least(amountOf(structure.reserve, pool), over(sumAt(before.balances), wanted));
}

interface Paying {
  readonly lines: PaidStep[];
  readonly owed: bigint[];
  readonly earned: bigint[];
  readonly unpaid: { servicing: bigint; fees: bigint };
  readonly feesPaid: bigint;
  readonly priority: bigint;
  readonly reserve: bigint;
  readonly left: bigint;
}

interface Plan {
  readonly steps: readonly Step[];
  readonly interest: readonly { readonly due: bigint }[];
  readonly wanted: bigint;
  readonly money: bigint;
  readonly held: bigint;
  readonly required?: bigint;
}

/** Goes down the order of payments with an amount of money. */
function pay(structure: Structure, before: Standing, given: Given, plan: Plan): Paying {
  const { classes } = structure;
  const { end } = adjusted(structure, before, given);
  const tranches = before.defaulted ? afterDefault(structure) : tranchesOf(classes);
  const earned = classes.map(() => 0n);
  let owed = [...before.balances];
  let [left, reserve, principal, priority, feesPaid] = [plan.money, plan.held, 0n, 0n, 0n];
  const claims = given.fees + before.feesUnpaid;
  const cap = structure.feesCap === undefined ? claims : over(structure.feesCap, before.feesThisYear);
  const servicing =
    nearest(before.pool * BigInt(structure.servicingFeePpm) * BigInt(given.months), 12_000_000n) +
    before.servicingUnpaid;
  const unpaid = { servicing, fees: claims };
  const take = (due: bigint): bigint => {
    const paid = least(due, left);
    left -= paid;
    return paid;
  };
  const repay = (due: bigint, only?: string): bigint => {
    const paid = take(due);
    const to =
      only === undefined ? tranches : tranches.filter(([at = 0]) => rankOf(classes[at]?.name ?? '') === only);
    const parts = sequential(paid, owed, to);
    owed = owed.map((one, at) => one - (parts[at] ?? 0n));
    principal += paid;
    return paid;
  };
  const lines = plan.steps.map((step): PaidStep => {
    let due = 0n;
    let paid = 0n;
    switch (step.pays) {
      case 'servicingFee':
        due = unpaid.servicing;
        paid = take(due);
        unpaid.servicing -= paid;
        break;
      case 'fees':
      case 'feesAboveCap':
        due = step.pays === 'fees' ? least(unpaid.fees, cap) : unpaid.fees;
        paid = take(due);
        unpaid.fees -= paid;
        feesPaid += paid;
        break;
      case 'interest': {
        const places = classes.flatMap(({ name }, at) => (rankOf(name) === step.rank ? [at] : []));
        const dues = plan.interest.map((one) => one.due);
        due = sumAt(dues, places);
        paid = take(due);
        for (const [at, part] of shared(paid, dues, places)) earned[at] = part;
        break;
      }
      case 'priorityPrincipal':
        due = priorityDue(structure, step.rank, owed, end, given.paymentOn);
        paid = repay(due);
        priority += paid;
        break;
      case 'rankPrincipal':
        due = sumAt(
          owed,
          classes.flatMap(({ name }, at) => (rankOf(name) === step.rank ? [at] : [])),
        );
        paid = repay(due, step.rank);
        break;
      case 'reserve':
        due = over(plan.required ?? 0n, reserve);
        paid = take(due);
        reserve += paid;
        break;
      case 'regularPrincipal':
        due = least(over(plan.wanted, principal), sumAt(owed));
        paid = repay(due);
        break;
    }
    return { step, due, paid };
  });
  return { lines, owed, earned, unpaid, feesPaid, priority, reserve, left };
}

/** Where the notes stand after a payment date. A year of fees begins with each twelfth one. */
export function standingAfter(before: Standing, given: Pick<Given, 'poolEnd'>, paid: Distribution): Standing {
  const paymentNo = before.paymentNo + 1;
  return {
    paymentNo,
    pool: given.poolEnd,
    balances: paid.classes.map(({ end }) => end),
    short: paid.classes.map(({ interestDue: due, interestPaid }) => due - interestPaid),
    servicingUnpaid: paid.servicingUnpaid,
    feesUnpaid: paid.feesUnpaid,
    feesThisYear: paymentNo % 12 === 0 ? 0n : before.feesThisYear + paid.feesPaid,
    reserve: paid.reserve,
    defaulted: before.defaulted,
  };
}
