import { apis, ContractError, iso20022, type Money } from '@roadbook/chaincode/api';
import type { PaymentsRead, StatementRead } from '@roadbook/gateway';
import { z } from 'zod';
import type { Answer, Desk, Register } from '../../command';
import { misused } from '../../fault';
import { library, online } from '../../network';
import { accept, readSource } from '../../terminal/input';
import { listing, type Paper } from '../../terminal/layout';
import { showMoney } from '../../terminal/show';

type As = { readonly as?: string };

export const register: Register = (program, desk) => {
  const iso = program
    .command('iso20022')
    .summary('payments and statements as banks write them')
    .description('ISO 20022 messages in XML: pain.001, pacs.008, camt.053.');
  iso
    .command('read')
    .description(
      'Print what a pain.001 or camt.053 of any bank says, and check that it adds up. Nothing is sent.',
    )
    .argument('<file>', FILE)
    .action((file: string) => desk.act(() => read(desk, file)));
  iso
    .command('pay')
    .description(
      'Pay what a pain.001 asks for, out of lots that are chosen for you. The same message pays once; after a ' +
        'failure the same command goes on where it ended.',
    )
    .argument('<file>', FILE)
    .option('--as <member>', WHO)
    .action((file: string, { as }: As) => desk.act(() => pay(desk, file, as)));
  iso
    .command('payment')
    .description('Write a payment that was made as a message.')
    .argument('<paymentId>', 'the id of the payment')
    .option('--from <party>', 'who paid, where several used the id')
    .option('--order', 'as pain.001, what its payer would send; pacs.008 if not given')
    .option('--as <member>', WHO)
    .action((paymentId: string, options: Chosen) => desk.act(() => payment(desk, paymentId, options)));
  iso
    .command('statement')
    .description('Write the statement of an account for days as camt.053.')
    .argument('<party>', 'whose account')
    .argument('<issuer>', 'the lender whose money it is')
    .argument('<currency>', 'ISO 4217 code: EUR')
    .argument('<from>', 'first day: 2026-03-01')
    .argument('<until>', 'first day after: 2026-04-01')
    .option('--zone <name>', 'on whose clocks days are read; UTC if not given')
    .option('--as <member>', WHO)
    .action((...[party, issuer, currency, from, until, { zone, as }]: Stated) =>
      desk.act(() => statement(desk, { party, issuer, currency, from, until, ...(zone && { zone }) }, as)),
    );
};

type Chosen = As & { readonly from?: string; readonly order?: boolean };
type Stated = [string, string, string, string, string, As & { readonly zone?: string }];

const FILE = 'the message, XML; - reads the standard input';
const WHO = '<organisation>/<user>; ROADBOOK_AS if not given';

const source = ({ terminal }: Desk, file: string): Promise<string> =>
  readSource(terminal, file.replace(/^@/, ''));

/** A message that cannot be read is the caller's to mend. */
function readable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    throw misused(error.code, error.says, error.cure, error.facts);
  }
}

async function read(desk: Desk, file: string): Promise<Answer> {
  const [text, { readCamt053, readPain001 }] = [await source(desk, file), await library()];
  if (/<(?:[\w.-]+:)?CstmrCdtTrfInitn[\s>/]/.test(text)) {
    const message = readable(() => readPain001(text));
    return { value: { payments: plain(message) as object }, words: (paper) => orderInWords(paper, message) };
  }
  const statements = readable(() => readCamt053(text));
  return {
    value: { statements: plain(statements) as object },
    words: (paper) => statements.map((one) => statementInWords(paper, one)).join('\n\n'),
  };
}

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_name, one: unknown) => (typeof one === 'bigint' ? `${one}` : one)));

const orderInWords = (paper: Paper, { messageId, payments }: PaymentsRead): string =>
  [
    `${paper.bold(messageId)}, ${payments.length} ${payments.length === 1 ? 'credit' : 'credits'}`,
    listing(
      paper,
      payments.map(({ from, to, amount, endToEndId }) => [showMoney(amount), `${from} to ${to}`, endToEndId]),
    ),
  ].join('\n');

const balance = (name: string, amount: Money | undefined): string[][] =>
  amount ? [[name, showMoney(amount)]] : [];

const statementInWords = (paper: Paper, { id, account, opening, closing, entries }: StatementRead): string =>
  [
    `${paper.bold(account)}, statement ${id}`,
    listing(paper, [
      ...balance('opening', opening),
      ...entries.map(({ amount, status, valueOn, bookedOn, other, remittance }) => [
        valueOn ?? bookedOn ?? '',
        showMoney(amount),
        [status === 'BOOK' ? '' : status, other, remittance].filter(Boolean).join(' '),
      ]),
      ...balance('closing', closing),
    ]),
  ].join('\n');

async function pay(desk: Desk, file: string, as: string | undefined): Promise<Answer> {
  const text = await source(desk, file);
  const { readPain001 } = await library();
  readable(() => readPain001(text));
  const { transfer } = apis.payment.operations;
  return online(desk.terminal, as, async ({ roadbook, gateway, as: who }) => {
    const paid = await gateway.payPain001(roadbook, text);
    const payments = paid.map((one) => ({ ...one, transfer: z.encode(transfer.response, one.transfer) }));
    return {
      value: { as: who, payments },
      words: (paper) =>
        listing(
          paper,
          paid.flatMap(({ paymentId, transfer: { to } }) =>
            to.map(({ party, amount }) => [
              `${paper.good('✓')} ${showMoney(amount)}`,
              `to ${party}`,
              paymentId,
            ]),
          ),
        ),
    };
  });
}

/** The message itself is what a person wants: to be put into a file, or sent on. */
const written = (xml: string): Answer => ({ value: { xml }, words: () => xml });

function payment(desk: Desk, paymentId: string, { from, order, as }: Chosen): Promise<Answer> {
  const asked = accept(
    apis.payment.operations.read.request,
    { paymentId, ...(from !== undefined && { from }) },
    'The payment',
    'Name it as payment.read does.',
  );
  return online(desk.terminal, as, async ({ roadbook, gateway }) => {
    const moved = await roadbook.payment.read(asked);
    const message = order
      ? iso20022.pain001({ ...moved, lots: moved.spent }, moved.at)
      : iso20022.pacs008(moved);
    return written(gateway.writeIso20022(message));
  });
}

function statement(desk: Desk, asked: object, as: string | undefined): Promise<Answer> {
  const period = accept(
    apis.payment.operations.statement.request,
    asked,
    'The statement',
    'Days are written 2026-03-01; the last one is not in it.',
  );
  return online(desk.terminal, as, async ({ roadbook, gateway }) =>
    written(gateway.writeIso20022(iso20022.camt053(await roadbook.payment.statement(period)))),
  );
}
