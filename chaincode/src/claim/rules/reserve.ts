import { demand, refuse } from '../../kit/errors';
import { add, compare, type Currency, type Money, show, subtract, sum, zero } from '../../kit/value/money';
import { claimErrors } from '../errors';
import type { Exposure, LineKey, RecoveryCategory, ReserveLine } from '../records/exposure';

const isLine = (one: LineKey, { costType, costCategory }: LineKey): boolean =>
  one.costType === costType && one.costCategory === costCategory;

const emptyLine = ({ costType, costCategory }: LineKey, code: Currency): ReserveLine => ({
  costType,
  costCategory,
  reserved: zero(code),
  promised: zero(code),
  eroding: zero(code),
  other: zero(code),
  recoveryReserved: zero(code),
  recovered: [],
});

/** Outstanding reserve = total reserves − eroding payments. */
export const outstandingOf = (line: ReserveLine): Money => subtract(line.reserved, line.eroding);

/** What a further payment may still take: outstanding less what is promised already. */
export const availableOf = (line: ReserveLine): Money => subtract(outstandingOf(line), line.promised);

const changed = (exposure: Exposure, key: LineKey, change: (line: ReserveLine) => ReserveLine): Exposure => {
  const found = exposure.lines.find((one) => isLine(one, key));
  const line = change(found ?? emptyLine(key, exposure.limit.currency));
  const lines = found ? exposure.lines.map((one) => (one === found ? line : one)) : [...exposure.lines, line];
  return { ...exposure, lines };
};

function mustBeOpen({ exposureId, open }: Exposure): void {
  demand(open, claimErrors.EXPOSURE_CLOSED, { exposureId });
}

/** Sets the total reserve of a line, up or down, never below what is paid or promised from it. */
export function setReserve(exposure: Exposure, key: LineKey, total: Money): Exposure {
  mustBeOpen(exposure);
  return changed(exposure, key, (line) => {
    const least = add(line.eroding, line.promised);
    demand(compare(total, least) >= 0, claimErrors.RESERVE_TOO_LOW, { least: show(least) });
    return { ...line, reserved: total };
  });
}

/** Promises money from the reserve; a payment needs a reserve that covers it. */
export function promise(exposure: Exposure, key: LineKey, amount: Money): Exposure {
  mustBeOpen(exposure);
  return changed(exposure, key, (line) => {
    const available = availableOf(line);
    demand(compare(amount, available) <= 0, claimErrors.RESERVE_REQUIRED, {
      amount: show(amount),
      available: show(available),
    });
    return { ...line, promised: add(line.promised, amount) };
  });
}

/** Gives back to the reserve what a payment that is not made had promised. */
export const unpromise = (exposure: Exposure, key: LineKey, amount: Money): Exposure =>
  changed(exposure, key, (line) => ({ ...line, promised: subtract(line.promised, amount) }));

/** A promised payment was made: it erodes the reserve. */
export const erode = (exposure: Exposure, key: LineKey, amount: Money): Exposure =>
  changed(exposure, key, (line) => ({
    ...line,
    promised: subtract(line.promised, amount),
    eroding: add(line.eroding, amount),
  }));

/** Pays on a line beside its reserve. */
export const payBeside = (exposure: Exposure, key: LineKey, amount: Money): Exposure =>
  changed(exposure, key, (line) => ({ ...line, other: add(line.other, amount) }));

/** Sets what is expected to come back on a line to a total. */
export const reserveRecovery = (exposure: Exposure, key: LineKey, total: Money): Exposure =>
  changed(exposure, key, (line) => ({
    ...line,
    recoveryReserved: add(total, zero(exposure.limit.currency)),
  }));

/** Money came back: salvage sold, other side paid. It never exceeds what was paid on the exposure. */
export function recover(
  exposure: Exposure,
  key: LineKey,
  category: RecoveryCategory,
  amount: Money,
): Exposure {
  const result = changed(exposure, key, (line) => {
    const before = line.recovered.find((one) => one.category === category);
    const others = line.recovered.filter((one) => one !== before);
    return {
      ...line,
      recovered: [...others, { category, amount: before ? add(before.amount, amount) : amount }],
    };
  });
  const { paid, recovered } = financialsOf([result], amount.currency);
  demand(compare(recovered, paid) <= 0, claimErrors.RECOVERY_EXCEEDS_PAID, {
    paid: show(paid),
    recovered: show(recovered),
  });
  return result;
}

/** Closing sets every reserve to what was paid from it; nothing may be promised any more. */
export function closeExposure(exposure: Exposure): Exposure {
  mustBeOpen(exposure);
  const waiting = exposure.lines.some((line) => line.promised.amount > 0n);
  demand(!waiting, claimErrors.CLAIM_WITH_OPEN_PAYOUTS, { claimId: exposure.claimId });
  return {
    ...exposure,
    open: false,
    lines: exposure.lines.map((line) => ({ ...line, reserved: line.eroding })),
  };
}

/** Indemnity promised or paid on an exposure. */
export function indemnityOf(exposure: Exposure): Money {
  const code = exposure.limit.currency;
  const lines = exposure.lines.filter((line) => line.costType === 'claimCost');
  return sum(
    lines.flatMap((line) => [line.promised, line.eroding, line.other]),
    code,
  );
}

/** Indemnity paid on an exposure. */
export function indemnityPaidOn(exposure: Exposure): Money {
  const lines = exposure.lines.filter((line) => line.costType === 'claimCost');
  return sum(
    lines.flatMap((line) => [line.eroding, line.other]),
    exposure.limit.currency,
  );
}

/** Indemnity must stay within what the assessment makes payable. */
export function mustBePayable(exposure: Exposure, amount: Money): void {
  const { payable, exposureId } = exposure;
  if (!payable) return refuse(claimErrors.NOT_ASSESSED, { exposureId });
  const total = add(indemnityOf(exposure), amount);
  demand(compare(total, payable) <= 0, claimErrors.PAYMENT_EXCEEDS_PAYABLE, {
    total: show(total),
    payable: show(payable),
  });
}

export interface Financials {
  readonly reserved: Money;
  readonly outstanding: Money;
  readonly paid: Money;
  readonly recovered: Money;
  readonly incurredGross: Money;
  readonly incurredNet: Money;
  readonly openRecoveryReserve: Money;
}

/**
 * Guidewire's identities: outstanding = reserves − eroding; incurred gross = paid + outstanding; incurred net
 * = gross − recoveries.
 */
export function financialsOf(exposures: readonly Exposure[], code: Currency): Financials {
  const lines = exposures.flatMap((exposure) => exposure.lines);
  const total = (of: (line: ReserveLine) => Money): Money => sum(lines.map(of), code);
  const recoveredOn = (line: ReserveLine): Money =>
    sum(
      line.recovered.map((one) => one.amount),
      code,
    );
  const outstanding = total(outstandingOf);
  const paid = add(
    total((line) => line.eroding),
    total((line) => line.other),
  );
  const recovered = total(recoveredOn);
  const incurredGross = add(paid, outstanding);
  return {
    reserved: total((line) => line.reserved),
    outstanding,
    paid,
    recovered,
    incurredGross,
    incurredNet: subtract(incurredGross, recovered),
    openRecoveryReserve: total((line) => {
      const open = subtract(line.recoveryReserved, recoveredOn(line));
      return open.amount > 0n ? open : zero(code);
    }),
  };
}

/** What insurers report a claim by: indemnity, expense, medical, and what came back. */
export function bucketsOf(exposures: readonly Exposure[], code: Currency) {
  const lines = exposures.flatMap((exposure) => exposure.lines);
  const paidWhere = (holds: (line: ReserveLine) => boolean): Money =>
    sum(
      lines.filter(holds).flatMap((line) => [line.eroding, line.other]),
      code,
    );
  const backAs = (category: RecoveryCategory): Money =>
    sum(
      lines.flatMap((line) =>
        line.recovered.filter((one) => one.category === category).map((one) => one.amount),
      ),
      code,
    );
  return {
    indemnity: paidWhere((line) => line.costType === 'claimCost' && line.costCategory !== 'medical'),
    medical: paidWhere((line) => line.costType === 'claimCost' && line.costCategory === 'medical'),
    expense: paidWhere((line) => line.costType !== 'claimCost'),
    salvageRecovery: backAs('salvage'),
    subrogationRecovery: backAs('subrogation'),
    deductibleRecovery: backAs('deductible'),
  };
}
