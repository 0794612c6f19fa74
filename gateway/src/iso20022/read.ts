import { iso20022, type Money, money } from '@roadbook/chaincode/api';
import { all, at, messageIn, type Node, textAt } from './xml';

const { moneyOf, partyOf, unreadable } = iso20022;

/** One credit of a payment initiation, whichever bank or program wrote it. */
export interface PaymentRead {
  readonly endToEndId: string;
  readonly uetr?: string | undefined;
  /** The debtor: name of the account, or the party that it stands for. */
  readonly from: string;
  readonly to: string;
  readonly amount: Money;
  readonly on?: string | undefined;
  readonly remittance?: string | undefined;
}

/** A payment initiation that was read; `paymentId` and `lots` only where this ledger wrote it. */
export interface PaymentsRead {
  readonly messageId: string;
  readonly createdAt: string;
  readonly payments: readonly PaymentRead[];
  readonly paymentId?: string | undefined;
  readonly lots: readonly string[];
}

/** One line of a statement; `amount` is negative for a debit. */
export interface EntryRead {
  readonly reference?: string | undefined;
  readonly endToEndId?: string | undefined;
  readonly amount: Money;
  /** Booked, pending or for information; only what is booked counts in the balances. */
  readonly status: string;
  readonly bookedOn?: string | undefined;
  readonly valueOn?: string | undefined;
  readonly other?: string | undefined;
  readonly remittance?: string | undefined;
  readonly paymentId?: string | undefined;
}

/** A statement that was read; balances that the bank left out are absent. */
export interface StatementRead {
  readonly id: string;
  readonly account: string;
  readonly opening?: Money | undefined;
  readonly closing?: Money | undefined;
  readonly entries: readonly EntryRead[];
}

const missing = (what: string): never => unreadable('FF01', `${what} is missing`);
const needed = (node: Node | undefined, ...path: string[]): string =>
  textAt(node, ...path) ?? missing(path.join('/'));

function amountAt(node: Node | undefined, ...path: string[]): Money {
  const found = at(node, ...path);
  return found ? moneyOf(found.text, found.currency ?? '') : missing(path.join('/'));
}

/** An account by IBAN or any other id; of this ledger the party that it stands for. */
function accountAt(parent: Node | undefined, name: string, owner: string): string | undefined {
  const id = textAt(parent, name, 'Id', 'IBAN') ?? textAt(parent, name, 'Id', 'Othr', 'Id');
  const called = textAt(parent, owner, 'Nm') ?? textAt(parent, owner, 'Pty', 'Nm');
  return id === undefined ? called : partyOf(id, called);
}

const dayAt = (node: Node, name: string): string | undefined =>
  textAt(node, name, 'Dt') ?? textAt(node, name, 'DtTm') ?? textAt(node, name);

const remittanceIn = (node: Node | undefined): string | undefined =>
  all(at(node, 'RmtInf'), 'Ustrd')
    .map(({ text }) => text)
    .join(' ') || undefined;

/**
 * Reads a pain.001 of any version, namespace and prefix. Throws ISO_UNREADABLE: AM10 when the number of
 * transactions or the control sum differs, AM12 or AM03 for an amount, FF01 for the rest.
 */
export function readPain001(text: string): PaymentsRead {
  const message = messageIn(text, 'CstmrCdtTrfInitn');
  const payments = all(message, 'PmtInf').flatMap((info) =>
    all(info, 'CdtTrfTxInf').map(
      (one): PaymentRead => ({
        endToEndId: needed(one, 'PmtId', 'EndToEndId'),
        uetr: textAt(one, 'PmtId', 'UETR'),
        from: accountAt(info, 'DbtrAcct', 'Dbtr') ?? missing('DbtrAcct'),
        to: accountAt(one, 'CdtrAcct', 'Cdtr') ?? missing('CdtrAcct'),
        amount: amountAt(one, 'Amt', 'InstdAmt'),
        on: dayAt(info, 'ReqdExctnDt'),
        remittance: remittanceIn(one),
      }),
    ),
  );
  const header = at(message, 'GrpHdr');
  mustAddUp(header, payments);
  const own = at(message, 'SplmtryData', 'Envlp', 'Roadbook');
  return {
    messageId: needed(header, 'MsgId'),
    createdAt: needed(header, 'CreDtTm'),
    payments,
    paymentId: textAt(own, 'PaymentId'),
    lots: all(own, 'Lots').map((lot) => lot.text),
  };
}

function mustAddUp(header: Node | undefined, payments: readonly PaymentRead[]): void {
  const [first, ...more] = payments.map(({ amount }) => amount);
  const differs = (): never => unreadable('AM10', 'the control sum or the number of transactions differs');
  if (!first || Number(needed(header, 'NbOfTxs')) !== payments.length) return differs();
  const stated = textAt(header, 'CtrlSum');
  if (stated === undefined || more.some(({ currency }) => currency !== first.currency)) return;
  if (!money.equal(moneyOf(stated, first.currency), more.reduce(money.add, first))) differs();
}

/**
 * Reads the statements in a camt.053 of any version, namespace and prefix. Where opening and closing are there,
 * what is booked must lead from the one to the other (AM10).
 */
export function readCamt053(text: string): StatementRead[] {
  return all(messageIn(text, 'BkToCstmrStmt'), 'Stmt').map((statement) => {
    const balances = all(statement, 'Bal');
    const named = (codes: readonly string[]) => {
      const found = balances.find((one) => codes.includes(textAt(one, 'Tp', 'CdOrPrtry', 'Cd') ?? ''));
      return found && signedAt(found);
    };
    const [opening, closing] = [named(['OPBD', 'PRCD']), named(['CLBD'])];
    const entries = all(statement, 'Ntry').map(entryOf);
    const booked = entries.filter(({ status }) => status === 'BOOK').map(({ amount }) => amount);
    if (opening && closing && !money.equal(booked.reduce(money.add, opening), closing))
      unreadable('AM10', 'the entries do not lead from opening to closing');
    const account = accountAt(statement, 'Acct', 'Acct') ?? missing('Acct');
    const owner = textAt(statement, 'Acct', 'Ownr', 'Nm');
    return { id: needed(statement, 'Id'), account: partyOf(account, owner), opening, closing, entries };
  });
}

function signedAt(node: Node): Money {
  const amount = amountAt(node, 'Amt');
  return textAt(node, 'CdtDbtInd') === 'DBIT' ? money.subtract(money.zero(amount.currency), amount) : amount;
}

function entryOf(entry: Node): EntryRead {
  const details = at(entry, 'NtryDtls', 'TxDtls');
  const parties = at(details, 'RltdPties');
  const debit = textAt(entry, 'CdtDbtInd') === 'DBIT';
  const other = debit ? accountAt(parties, 'CdtrAcct', 'Cdtr') : accountAt(parties, 'DbtrAcct', 'Dbtr');
  return {
    reference: textAt(entry, 'AcctSvcrRef') ?? textAt(entry, 'NtryRef'),
    endToEndId: textAt(details, 'Refs', 'EndToEndId'),
    amount: signedAt(entry),
    status: textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts') ?? 'BOOK',
    bookedOn: dayAt(entry, 'BookgDt'),
    valueOn: dayAt(entry, 'ValDt'),
    other,
    remittance: remittanceIn(details),
    paymentId: textAt(details, 'SplmtryData', 'Envlp', 'Roadbook', 'PaymentId'),
  };
}
