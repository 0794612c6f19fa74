import { createHash } from 'node:crypto';
import { add, type Currency, equal, type Money, subtract, zero } from '../../kit/value/money';
import type { Entry, Transfer } from '../records/money';
import { type Amount, decimalOf, moneyOf, unreadable } from './amount';
import type { Statement as Stated } from '../rules/statement';

/** A statement as `payment.statement` answers it. */
type Statement = Omit<Stated, 'entries'> & {
  readonly entries: readonly Entry[];
  readonly party: string;
  readonly issuer: string;
  readonly currency: Currency;
  readonly from: string;
  readonly until: string;
};

const written = (money: Money): Amount => ({ '@Ccy': money.currency, '#': decimalOf(money) });
const readAmount = (amount: Amount): Money => moneyOf(amount['#'], amount['@Ccy']);

/**
 * ISO identifiers hold 35 characters; a longer payment id goes by the first half of its SHA-256 and stands in
 * full in the supplementary data.
 */
export const max35 = (paymentId: string): string =>
  paymentId.length <= 35 ? paymentId : digest(paymentId).slice(0, 32);

/**
 * Unique end-to-end reference in the form of a version 4 UUID, made from the payment id so that every side
 * gets the same.
 */
export function uetrOf(paymentId: string): string {
  const hex = digest(paymentId);
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
export { type Amount, decimalOf, moneyOf } from './amount';
const account = (party: string) => ({ Id: { Othr: { Id: party } } });

/**
 * What a payer sends: `payment.transfer` as pain.001. The lots and the full payment id travel as
 * supplementary data.
 */
export interface Order {
  readonly paymentId: string;
  readonly from: string;
  readonly lots: readonly string[];
  readonly to: readonly { readonly party: string; readonly amount: Money }[];
}

export function pain001(order: Order, createdAt: string, remittance?: string) {
  const MsgId = max35(order.paymentId);
  const sum = order.to.map(({ amount }) => amount).reduce(add);
  return {
    CstmrCdtTrfInitn: {
      GrpHdr: { MsgId, CreDtTm: createdAt, NbOfTxs: `${order.to.length}`, CtrlSum: decimalOf(sum) },
      PmtInf: {
        PmtInfId: MsgId,
        DbtrAcct: account(order.from),
        CdtTrfTxInf: order.to.map(({ party, amount }) => ({
          PmtId: { EndToEndId: MsgId, UETR: uetrOf(order.paymentId) },
          Amt: { InstdAmt: written(amount) },
          CdtrAcct: account(party),
          ...(remittance && { RmtInf: { Ustrd: remittance } }),
        })),
      },
      SplmtryData: { PaymentId: order.paymentId, Lots: [...order.lots] },
    },
  };
}

/** The order in a pain.001; a number of transactions or a control sum that does not fit is AM10. */
export function orderOf({
  CstmrCdtTrfInitn: { GrpHdr, PmtInf, SplmtryData },
}: ReturnType<typeof pain001>): Order {
  const to = PmtInf.CdtTrfTxInf.map(({ CdtrAcct, Amt }) => ({
    party: CdtrAcct.Id.Othr.Id,
    amount: readAmount(Amt.InstdAmt),
  }));
  const sum = to.map(({ amount }) => amount).reduce(add);
  const fits = GrpHdr.NbOfTxs === `${to.length}` && equal(moneyOf(GrpHdr.CtrlSum, sum.currency), sum);
  if (!fits) unreadable('AM10', 'the control sum or the number of transactions differs');
  return { paymentId: SplmtryData.PaymentId, from: PmtInf.DbtrAcct.Id.Othr.Id, lots: SplmtryData.Lots, to };
}

/** A movement as the interbank message says it: settled on the ledger, hence no settlement account. */
export const pacs008 = ({ paymentId, from, issuer, to, at }: Transfer) => ({
  FIToFICstmrCdtTrf: {
    GrpHdr: { MsgId: max35(paymentId), CreDtTm: at, NbOfTxs: `${to.length}`, SttlmInf: { SttlmMtd: 'CLRG' } },
    CdtTrfTxInf: to.map(({ party, amount }) => ({
      PmtId: { EndToEndId: max35(paymentId), UETR: uetrOf(paymentId) },
      IntrBkSttlmAmt: written(amount),
      IntrBkSttlmDt: at.slice(0, 10),
      DbtrAcct: account(from),
      DbtrAgt: { FinInstnId: { Othr: { Id: issuer } } },
      CdtrAcct: account(party),
    })),
  },
});

const signed = (amount: Money) => ({
  Amt: written(amount.amount < 0n ? subtract(zero(amount.currency), amount) : amount),
  CdtDbtInd: amount.amount < 0n ? 'DBIT' : 'CRDT',
});
const unsigned = ({ Amt, CdtDbtInd }: ReturnType<typeof signed>): Money => {
  const amount = readAmount(Amt);
  return CdtDbtInd === 'DBIT' ? subtract(zero(amount.currency), amount) : amount;
};

export const camt053 = (stated: Statement) => ({
  BkToCstmrStmt: {
    Stmt: {
      Acct: {
        ...account(stated.party),
        Ccy: stated.currency,
        Svcr: { FinInstnId: { Othr: { Id: stated.issuer } } },
      },
      FrToDt: { FrDtTm: stated.from, ToDtTm: stated.until },
      Bal: [
        { Tp: { CdOrPrtry: { Cd: 'OPBD' } }, ...signed(stated.opening) },
        { Tp: { CdOrPrtry: { Cd: 'CLBD' } }, ...signed(stated.closing) },
      ],
      Ntry: stated.entries.map((entry: Entry) => ({
        ...signed(entry.amount),
        Sts: { Cd: 'BOOK' },
        BookgDt: { DtTm: entry.at },
        AcctSvcrRef: max35(entry.paymentId),
        NtryDtls: {
          PaymentId: entry.paymentId,
          Kind: entry.kind,
          ...(entry.other && { RltdAcct: account(entry.other) }),
        },
      })),
    },
  },
});

/** Opening, closing and the entries of a camt.053; they must add up (AM10). */
export function balancesIn({ BkToCstmrStmt: { Stmt } }: ReturnType<typeof camt053>) {
  const named = (code: string) =>
    Stmt.Bal.find(({ Tp }) => Tp.CdOrPrtry.Cd === code) ??
    unreadable('FF01', `the balance ${code} is missing`);
  const [opening, closing] = [unsigned(named('OPBD')), unsigned(named('CLBD'))];
  const entries = Stmt.Ntry.map((one) => ({
    paymentId: one.NtryDtls.PaymentId,
    kind: one.NtryDtls.Kind,
    at: one.BookgDt.DtTm,
    amount: unsigned(one),
  }));
  const sum = entries.map(({ amount }) => amount).reduce(add, opening);
  return equal(sum, closing)
    ? { opening, closing, entries }
    : unreadable('AM10', 'the entries do not lead from opening to closing');
}
