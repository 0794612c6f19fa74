import { randomBytes } from 'node:crypto';
import { apis, ContractError, iso20022, type Money } from '@roadbook/chaincode/api';
import { z } from 'zod';
import type { Answer, Desk, Register } from '../../command';
import { Fault, misused } from '../../fault';
import { type Line, online } from '../../network';
import type { Paper } from '../../terminal/layout';
import { showMoney } from '../../terminal/show';

type Options = {
  readonly as?: string;
  readonly from?: string;
  readonly issuer?: string;
  readonly id?: string;
};

export const register: Register = (program, desk) => {
  program
    .command('pay')
    .summary('pay somebody out of your money')
    .description(
      'Pay out of your lots of digital money, which are chosen for you: vouchers that fit first, then the ' +
        'fewest lots. The change comes back.',
    )
    .argument('<party>', 'an organisation, <organisation>/<user>, or a money address')
    .argument('<amount>', 'in decimals of the currency: 12.50')
    .argument('<currency>', 'ISO 4217 code: EUR')
    .option('--as <member>', '<organisation>/<user>; ROADBOOK_AS if not given')
    .option('--from <party>', 'whose money; staff pay for their organisation with it; your own if not given')
    .option('--issuer <organisation>', 'money of this lender only')
    .option('--id <paymentId>', 'id of the payment; the same id never pays twice; a new one if not given')
    .addHelpText('after', `\nExamples:\n  ${EXAMPLES.join('\n  ')}`)
    .action((party: string, amount: string, currency: string, options: Options) =>
      desk.act(() => pay(desk, { party, amount: amountOf(amount, currency) }, options)),
    );
};

const EXAMPLES = [
  'npx roadbook pay registry/workshop 12.50 EUR --as registry/owner',
  'npx roadbook pay registry/owner 950 EUR --from insurer --as insurer/desk --id claim-7',
];

const { transfer } = apis.payment.operations;
const names = transfer.request.shape;

/** A positive amount in decimals, as ISO 20022 writes it. */
function amountOf(text: string, currency: string): Money {
  try {
    const amount = iso20022.moneyOf(text, currency.toUpperCase());
    if (amount.amount > 0n) return amount;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
  }
  const cure =
    'Write the amount in decimals of the currency, above zero and without separators: 12.50 EUR, 1250 JPY.';
  throw misused('AMOUNT_UNREADABLE', `${text} ${currency} is no amount that can be paid.`, cure, {
    amount: text,
    currency,
  });
}

function accepted(schema: z.core.$ZodType<string>, text: string, what: string): string {
  const read = z.safeParse(schema, text);
  if (read.success) return read.data;
  const why = read.error.issues[0]?.message ?? 'it is not written as the schema says';
  throw misused('ARGUMENT_REFUSED', `${text} is no ${what}: ${why}.`, 'See npx roadbook pay --help', {
    given: text,
  });
}

async function pay(
  { terminal }: Desk,
  to: { party: string; amount: Money },
  options: Options,
): Promise<Answer> {
  const party = accepted(names.to.element.shape.party, to.party, 'party that can be paid');
  const paymentId = accepted(
    names.paymentId,
    options.id ?? `pay-${randomBytes(10).toString('hex')}`,
    'id of a payment',
  );
  const from =
    options.from === undefined ? {} : { from: accepted(names.from, options.from, 'party that pays') };
  const issuer =
    options.issuer === undefined ? {} : { issuer: accepted(names.from, options.issuer, 'lender') };
  const paying = { paymentId, to: [{ ...to, party }], ...from, ...issuer };
  return online(terminal, options.as, (line) => paid(line, paying)).catch((error: unknown) => {
    if (!(error instanceof Fault) || error.exit !== 'unknown') throw error;
    const cure = `${error.trouble.cure} Or run the same with --id ${paymentId}: under one id nothing is paid twice.`;
    throw new Fault('unknown', { ...error.trouble, cure });
  });
}

async function paid(
  { roadbook, gateway, as }: Line,
  paying: Parameters<Line['gateway']['payFrom']>[1],
): Promise<Answer> {
  const moved = await gateway.payFrom(roadbook, paying);
  const receipt = gateway.receiptOf(moved);
  const sent = receipt && { txId: receipt.txId, block: Number(receipt.blockNumber) };
  const change = moved.made.slice(moved.to.length);
  const value = { as, payment: z.encode(transfer.response, moved), ...sent };
  const words = (paper: Paper): string =>
    [
      ...moved.to.map(
        ({ party, amount }) => `${paper.good('✓')} ${showMoney(amount)} to ${paper.bold(party)}`,
      ),
      `  payment ${moved.paymentId}, from ${moved.from}, ${moved.spent.length} ${moved.spent.length === 1 ? 'lot' : 'lots'} of ${moved.issuer}`,
      ...change.map(({ amount }) => `  ${showMoney(amount)} came back as change`),
      ...(sent ? [paper.faint(`  written in block ${sent.block}, transaction\n  ${sent.txId}`)] : []),
    ].join('\n');
  return { value, words };
}
