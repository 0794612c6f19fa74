import { createHash } from 'node:crypto';
import { addDays } from '../../kit/value/time';
import { add, type Currency, equal, type Money, subtract, zero } from '../../kit/value/money';
import type { Entry, Transfer } from '../records/money';
import { type Amount, decimalOf, moneyOf, unreadable } from './amount';
import type { Statement as Stated } from '../rules/statement';

export { type Amount, decimalOf, moneyOf, unreadable };

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

/**
 * Of several credits of one payment each has an id of its own; the first has that of the payment. No payment id
 * holds a `#`.
 */
const partOf = (paymentId: string, n: number): string => (n === 0 ? paymentId : `${paymentId}#${n}`);
const identified = (paymentId: string, n: number) => ({
  EndToEndId: max35(partOf(paymentId, n)),
  UETR: uetrOf(partOf(paymentId, n)),
});

/** Account ids hold 34 characters; a longer party goes by its hash and stands in full as the name. */
const max34 = (party: string): string => (party.length <= 34 ? party : digest(party).slice(0, 32));
const account = (party: string) => ({ Id: { Othr: { Id: max34(party) } } });
const agent = (id: string) => ({ FinInstnId: { Othr: { Id: id } } });
const named = (party: string) => ({ Nm: party });
/** The party of an account: its id, or the name that the id is the hash of. */
export const partyOf = (id: string, name: string | undefined): string =>
  name !== undefined && max34(name) === id ? name : id;
/** What ISO 20022 has no place for travels in the envelope that it leaves free, as one element of ours. */
const ours = <T extends object>(content: T) => ({ Envlp: { Roadbook: content } });

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

/** Elements in the order of pain.001.001.09. `on` is the day of execution, that of the message if not given. */
export function pain001(order: Order, createdAt: string, remittance?: string, on = createdAt.slice(0, 10)) {
  const MsgId = max35(order.paymentId);
  const sum = order.to.map(({ amount }) => amount).reduce(add);
  const counted = { NbOfTxs: `${order.to.length}`, CtrlSum: decimalOf(sum) };
  return {
    CstmrCdtTrfInitn: {
      GrpHdr: { MsgId, CreDtTm: createdAt, ...counted, InitgPty: named(order.from) },
      PmtInf: {
        PmtInfId: MsgId,
        PmtMtd: 'TRF',
        ...counted,
        ReqdExctnDt: { Dt: on },
        Dbtr: named(order.from),
        DbtrAcct: account(order.from),
        DbtrAgt: agent('NOTPROVIDED'),
        CdtTrfTxInf: order.to.map(({ party, amount }, n) => ({
          PmtId: identified(order.paymentId, n),
          Amt: { InstdAmt: written(amount) },
          Cdtr: named(party),
          CdtrAcct: account(party),
          ...(remittance && { RmtInf: { Ustrd: remittance } }),
        })),
      },
      SplmtryData: ours({ PaymentId: order.paymentId, Lots: [...order.lots] }),
    },
  };
}

/** The order in a pain.001; a number of transactions or a control sum that does not fit is AM10. */
export function orderOf({
  CstmrCdtTrfInitn: { GrpHdr, PmtInf, SplmtryData },
}: ReturnType<typeof pain001>): Order {
  const to = PmtInf.CdtTrfTxInf.map(({ Cdtr, CdtrAcct, Amt }) => ({
    party: partyOf(CdtrAcct.Id.Othr.Id, Cdtr.Nm),
    amount: readAmount(Amt.InstdAmt),
  }));
  const sum = to.map(({ amount }) => amount).reduce(add);
  const fits = GrpHdr.NbOfTxs === `${to.length}` && equal(moneyOf(GrpHdr.CtrlSum, sum.currency), sum);
  if (!fits) unreadable('AM10', 'the control sum or the number of transactions differs');
  const { PaymentId: paymentId, Lots: lots } = SplmtryData.Envlp.Roadbook;
  return { paymentId, from: partyOf(PmtInf.DbtrAcct.Id.Othr.Id, PmtInf.Dbtr.Nm), lots, to };
}

/**
 * A movement as the interbank message says it, in the order of pacs.008.001.08: settled on the ledger, hence no
 * settlement account; the issuer of the money is the bank of both sides.
 */
export const pacs008 = ({ paymentId, from, issuer, to, at }: Transfer) => ({
  FIToFICstmrCdtTrf: {
    GrpHdr: { MsgId: max35(paymentId), CreDtTm: at, NbOfTxs: `${to.length}`, SttlmInf: { SttlmMtd: 'CLRG' } },
    CdtTrfTxInf: to.map(({ party, amount }, n) => ({
      PmtId: {
        EndToEndId: identified(paymentId, n).EndToEndId,
        TxId: max35(partOf(paymentId, n)),
        UETR: identified(paymentId, n).UETR,
      },
      IntrBkSttlmAmt: written(amount),
      IntrBkSttlmDt: at.slice(0, 10),
      ChrgBr: 'SLEV',
      Dbtr: named(from),
      DbtrAcct: account(from),
      DbtrAgt: agent(issuer),
      CdtrAgt: agent(issuer),
      Cdtr: named(party),
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
const balance = (code: string, amount: Money, on: string) => ({
  Tp: { CdOrPrtry: { Cd: code } },
  ...signed(amount),
  Dt: { Dt: on },
});

/** A statement in the order of camt.053.001.08; days are those of its clocks, hence times without a zone. */
export function camt053(stated: Statement, createdAt = `${stated.until}T00:00:00Z`) {
  const { party, issuer, currency, from, until } = stated;
  const Id = digest([party, issuer, currency, from, until].join('\n')).slice(0, 32);
  return {
    BkToCstmrStmt: {
      GrpHdr: { MsgId: Id, CreDtTm: createdAt },
      Stmt: {
        Id,
        CreDtTm: createdAt,
        FrToDt: { FrDtTm: `${from}T00:00:00`, ToDtTm: `${until}T00:00:00` },
        Acct: { ...account(party), Ccy: currency, Ownr: named(party), Svcr: agent(issuer) },
        Bal: [balance('OPBD', stated.opening, from), balance('CLBD', stated.closing, addDays(until, -1))],
        Ntry: stated.entries.map(entered),
      },
    },
  };
}

function entered(entry: Entry) {
  const { amount, at, paymentId, kind, other, payer } = entry;
  const ref = payer === undefined ? paymentId : `${paymentId}#${payer}`;
  return {
    ...signed(amount),
    Sts: { Cd: 'BOOK' },
    BookgDt: { DtTm: at },
    AcctSvcrRef: max35(ref),
    BkTxCd: { Prtry: { Cd: kind } },
    NtryDtls: {
      TxDtls: {
        Refs: { EndToEndId: max35(ref), UETR: uetrOf(ref) },
        ...(other && { RltdPties: relatedTo(other, amount.amount < 0n) }),
        SplmtryData: ours({ PaymentId: paymentId, Kind: kind }),
      },
    },
  };
}

const relatedTo = (other: string, paidOut: boolean) =>
  paidOut
    ? { Cdtr: { Pty: named(other) }, CdtrAcct: account(other) }
    : { Dbtr: { Pty: named(other) }, DbtrAcct: account(other) };

/** Opening, closing and the entries of a camt.053; they must add up (AM10). */
export function balancesIn({ BkToCstmrStmt: { Stmt } }: ReturnType<typeof camt053>) {
  const named = (code: string) =>
    Stmt.Bal.find(({ Tp }) => Tp.CdOrPrtry.Cd === code) ??
    unreadable('FF01', `the balance ${code} is missing`);
  const [opening, closing] = [unsigned(named('OPBD')), unsigned(named('CLBD'))];
  const entries = Stmt.Ntry.map((one) => ({
    paymentId: one.NtryDtls.TxDtls.SplmtryData.Envlp.Roadbook.PaymentId,
    kind: one.NtryDtls.TxDtls.SplmtryData.Envlp.Roadbook.Kind,
    at: one.BookgDt.DtTm,
    amount: unsigned(one),
  }));
  const sum = entries.map(({ amount }) => amount).reduce(add, opening);
  return equal(sum, closing)
    ? { opening, closing, entries }
    : unreadable('AM10', 'the entries do not lead from opening to closing');
}

/** The messages that are written and read as XML, by the namespace of their schema. */
export const NAMESPACES = {
  CstmrCdtTrfInitn: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09',
  FIToFICstmrCdtTrf: 'urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08',
  BkToCstmrStmt: 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08',
} as const;
