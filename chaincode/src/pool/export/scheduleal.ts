import { CURRENCY_EXPONENT, type Currency } from '../../kit/value/money';
import { addDays, type Day } from '../../kit/value/time';
import type { Loan } from '../../loan/records/loan';
import type { AssetFacts, Pledge } from '../records/asset';
import type { PoolMonth, Row } from '../records/month';
import type { Pool } from '../records/pool';
import { endOf } from '../rules/month';

/** All that a report of one loan is made of. */
export interface Reported {
  readonly pool: Pool;
  readonly run: PoolMonth;
  readonly row: Row;
  readonly pledge: Pledge;
  readonly loan: Loan;
  readonly facts: AssetFacts | undefined;
  readonly servicingFeePpm: number;
}

const SUBVENTED = { no: '0', rate: '1', rebate: '2', other: '98' } as const;
const CONDITION = { new: '1', used: '2' } as const;
const VEHICLE = { car: '1', truck: '2', suv: '3', motorcycle: '4', other: '98' } as const;
const VALUE_SOURCE = { invoice: '1', sticker: '2', kelley: '3', other: '98' } as const;
const ZERO_BALANCE = { paid: '1', soldToThirdParty: '2', boughtBack: '3', chargedOff: '4' } as const;
const DEMAND = { pending: '0', repurchased: '1', disputed: '2', withdrawn: '3', rejected: '4' } as const;
const REASON = {
  ...{ fraud: '1', earlyPaymentDefault: '2', otherRecourse: '3', representation: '4' },
  ...{ servicerBreach: '5', other: '98' },
} as const;

/** `12.50`: minor units as a decimal, as the schema wants it. */
export function decimal(minor: bigint, currency: Currency): string {
  const exponent = CURRENCY_EXPONENT[currency];
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return `${minor < 0n ? '-' : ''}${whole}${exponent > 0 ? `.${digits.slice(-exponent)}` : ''}`;
}

/** A rate as a decimal of the whole: 4.99 % is 0.0499 (loan tapes mixed percent and decimals for years). */
export const rate = (ppm: number): string => {
  const text = String(ppm).padStart(7, '0');
  return `${text.slice(0, -6)}.${text.slice(-6)}`.replace(/0+$/, '').replace(/\.$/, '.0');
};

/** `01-31-2026`. */
export const dated = (on: Day): string => `${on.slice(5, 7)}-${on.slice(8, 10)}-${on.slice(0, 4)}`;
/** `01/2026`. */
export const monthly = (on: Day): string => `${on.slice(5, 7)}/${on.slice(0, 4)}`;

type Fields = Readonly<Record<string, string | undefined>>;

/** The 72 fields of Schedule AL, Item 3 (17 CFR 229.1125), in its order; what does not apply is left out. */
export function assetData(of: Reported): { name: string; value: string }[] {
  const parts: Fields = {
    ...identified(of),
    ...originated(of),
    ...described(of),
    ...active(of),
    ...demanded(of),
    ...lost(of),
  };
  return Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

const identified = ({ run, row }: Reported): Fields => ({
  assetTypeNumber: 'Auto',
  assetNumber: String(row.number),
  reportingPeriodBeginningDate: dated(`${run.month}-01`),
  reportingPeriodEndingDate: dated(endOf(run.month)),
});

function originated({ loan, pool, facts }: Reported): Fields {
  const { terms } = loan;
  const months = terms.every.unit === 'month' ? terms.instalments * terms.every.count : undefined;
  const isSimple = terms.method !== 'flat' && terms.dayCount !== '30/360';
  return {
    originatorName: pool.originator,
    originationDate: monthly(terms.startOn),
    originalLoanAmount: decimal(terms.principal.amount, pool.currency),
    originalLoanTerm: String(months ?? terms.instalments),
    loanMaturityDate: monthly(maturityOf(loan)),
    originalInterestRatePercentage: rate(terms.annualRatePpm),
    interestCalculationTypeCode: isSimple ? '1' : '98',
    originalInterestRateTypeCode: '1',
    originalInterestOnlyTermNumber: String(terms.gracePrincipal ?? 0),
    originalFirstPaymentDate: monthly(terms.firstDueOn),
    underwritingIndicator: facts && String(facts.underwritten),
    gracePeriodNumber: String(terms.graceInterest ?? 0),
    paymentTypeCode: paymentType(loan),
    subvented: facts ? SUBVENTED[facts.subvented] : terms.subvention ? SUBVENTED.rate : SUBVENTED.no,
  };
}

/** Bi-weekly 1, monthly 2, quarterly 3, with a balloon 4. */
function paymentType({ terms: { every, balloon } }: Loan): string {
  if (balloon) return '4';
  const { count, unit } = every;
  if (unit === 'week' && count === 2) return '1';
  if (unit === 'month' && count === 1) return '2';
  return unit === 'month' && count === 3 ? '3' : '98';
}

function maturityOf({ terms }: Loan): Day {
  const { every, firstDueOn, instalments } = terms;
  const months = every.unit === 'month' ? (instalments - 1) * every.count : 0;
  const days = every.unit === 'month' ? 0 : (instalments - 1) * every.count * (every.unit === 'week' ? 7 : 1);
  const year = Number(firstDueOn.slice(0, 4));
  const month = Number(firstDueOn.slice(5, 7)) - 1 + months;
  const at = `${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  return days > 0 ? addDays(firstDueOn, days) : at;
}

function described({ facts, pool }: Reported): Fields {
  if (!facts) return {};
  const { vehicle } = facts;
  return {
    vehicleManufacturerName: vehicle.maker,
    vehicleModelName: vehicle.model,
    vehicleNewUsedCode: CONDITION[vehicle.condition],
    vehicleModelYear: String(vehicle.year),
    vehicleTypeCode: VEHICLE[vehicle.type],
    vehicleValueAmount: decimal(vehicle.value, pool.currency),
    vehicleValueSourceCode: VALUE_SOURCE[vehicle.valueSource],
    obligorCreditScoreType: facts.scoreType,
    obligorCreditScore: facts.score === undefined ? undefined : String(facts.score),
    obligorIncomeVerificationLevelCode: String(facts.incomeVerification),
    obligorEmploymentVerificationCode: String(facts.employmentVerification),
    coObligorIndicator: String(facts.coObligor),
    paymentToIncomePercentage:
      facts.paymentToIncomePpm === undefined ? undefined : rate(facts.paymentToIncomePpm),
    obligorGeographicLocation: facts.state,
  };
}

function active({ row, run, pool, loan, servicingFeePpm }: Reported): Fields {
  const amount = (minor: bigint): string => decimal(minor, pool.currency);
  const isFirst = run.previous === undefined;
  const isOver = row.ended !== undefined;
  return {
    assetAddedIndicator: String(isFirst),
    remainingTermToMaturityNumber: String(row.remaining),
    reportingPeriodModificationIndicator: String(loan.modified?.on.slice(0, 7) === run.month),
    servicingAdvanceMethodCode: '1',
    reportingPeriodBeginningLoanBalanceAmount: amount(row.begin),
    nextReportingPeriodPaymentAmountDue: amount(row.nextDue),
    reportingPeriodInterestRatePercentage: rate(row.ratePpm),
    nextInterestRatePercentage: rate(row.ratePpm),
    servicingFeePercentage: rate(servicingFeePpm),
    servicingFlatFeeAmount: undefined,
    otherServicerFeeRetainedByServicer: undefined,
    otherAssessedUncollectedServicerFeeAmount: undefined,
    scheduledInterestAmount: amount(row.scheduledInterest),
    scheduledPrincipalAmount: amount(row.scheduledPrincipal),
    otherPrincipalAdjustmentAmount: amount(row.otherAdjustment),
    reportingPeriodActualEndBalanceAmount: amount(row.end),
    reportingPeriodScheduledPaymentAmount: amount(row.scheduledPrincipal + row.scheduledInterest),
    totalActualAmountPaid: amount(row.principal + row.interest + row.fees),
    actualInterestCollectedAmount: amount(row.interest),
    actualPrincipalCollectedAmount: amount(row.principal),
    actualOtherCollectedAmount: amount(row.fees),
    servicerAdvancedAmount: amount(0n),
    interestPaidThroughDate: undefined,
    zeroBalanceEffectiveDate: isOver ? monthly(`${row.endedIn ?? run.month}-01`) : undefined,
    zeroBalanceCode: row.ended && ZERO_BALANCE[row.ended],
    currentDelinquencyStatus: String(row.pastDueDays),
    primaryLoanServicerName: pool.servicer,
    mostRecentServicingTransferReceivedDate: undefined,
  };
}

function demanded({ pledge, pool }: Reported): Fields {
  const { demand, price } = pledge;
  return {
    assetSubjectDemandIndicator: String(demand !== undefined),
    assetSubjectDemandStatusCode: demand && DEMAND[demand.status],
    repurchaseAmount: price === undefined ? undefined : decimal(price, pool.currency),
    DemandResolutionDate: pledge.boughtBackOn && monthly(pledge.boughtBackOn),
    repurchaserName: price === undefined ? undefined : pool.originator,
    repurchaseReplacementReasonCode: demand && REASON[demand.reason],
  };
}

function lost({ row, loan, pool }: Reported): Fields {
  const { modified } = loan;
  return {
    chargedoffPrincipalAmount: row.chargedOff > 0n ? decimal(row.chargedOff, pool.currency) : undefined,
    recoveredAmount: row.recovered > 0n ? decimal(row.recovered, pool.currency) : undefined,
    // 4 Extension; what else was changed stands in the record of the modification.
    modificationTypeCode: modified && (modified.extendedMonths > 0 ? '4' : '98'),
    paymentExtendedNumber: modified && String(modified.extendedMonths),
    repossessedIndicator: 'false',
    repossessedProceedsAmount: undefined,
  };
}
