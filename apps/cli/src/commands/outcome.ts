import type { Answer, Desk, Register } from '../command';
import { misused } from '../fault';
import { readerOf } from '../home';
import { online } from '../network';
import { listing, type Paper } from '../terminal/layout';
import { meaningOf, transactionUnknown } from '../terminal/transaction';

export const register: Register = (program, desk) => {
  program
    .command('outcome')
    .summary('what became of a transaction: whether it counts')
    .description(
      'Ask what became of a transaction: in which block it is, and whether it counts. Everybody may ask; ' +
        '`explain` tells more.',
    )
    .argument('<txId>', 'the id of the transaction, 64 hexadecimal digits')
    .option(
      '--as <member>',
      'ask as this <organisation>/<user>; ROADBOOK_AS, or anybody enrolled, if not given',
    )
    .action((txId: string, options: { as?: string }) => desk.act(() => outcome(desk, txId, options.as)));
};

/** The id of a transaction as it was typed. */
export function transactionId(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  const cure = 'Give the 64 hexadecimal digits that call printed.';
  throw misused('TRANSACTION_ID_UNREADABLE', `${text} is no id of a transaction.`, cure);
}

async function outcome({ terminal }: Desk, text: string, as: string | undefined): Promise<Answer> {
  const txId = transactionId(text);
  const found = await online(terminal, readerOf(terminal, as), ({ roadbook }) => roadbook.outcome(txId));
  if (!found) throw transactionUnknown(txId);
  const { code, valid, blockNumber } = found;
  const words = (paper: Paper): string =>
    listing(paper, [
      ['transaction', txId],
      ['result', `${(valid ? paper.good : paper.bad)(code)}: ${meaningOf(code)}`],
      ['place', `block ${blockNumber}`],
    ]);
  return { value: { outcome: { txId, code, valid, block: Number(blockNumber) } }, words };
}
