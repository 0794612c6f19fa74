import type { Called, Explanation } from '@roadbook/gateway';
import { entryNamed } from '../schema/catalogue';
import type { Answer, Desk, Register } from '../command';
import { listenerOf } from '../home';
import { online } from '../network';
import { listing, type Paper, paragraph } from '../terminal/layout';
import { brief, show } from '../terminal/show';
import { factsInWords, meaningOf, onWire, transactionUnknown, writesInWords } from '../terminal/transaction';
import { transactionId } from './outcome';

export const register: Register = (program, desk) => {
  program
    .command('explain')
    .summary('what a transaction did: who called what, whether it counts, what it wrote')
    .description(
      'Tell a transaction of the ledger: who called what, whether it counts, what it wrote and told, who endorsed it. Blocks are for services of ' +
        'an organisation and its administrators.',
    )
    .argument('<txId>', 'the id of the transaction, 64 hexadecimal digits')
    .option(
      '--as <member>',
      'read as this service or administrator, such as lender/service; a service that is here, if not given',
    )
    .action((txId: string, options: { as?: string }) => desk.act(() => explain(desk, txId, options.as)));
};

async function explain({ terminal }: Desk, text: string, as: string | undefined): Promise<Answer> {
  const txId = transactionId(text);
  const found = await online(terminal, listenerOf(terminal, as), ({ roadbook }) => roadbook.explain(txId));
  if (!found) throw transactionUnknown(txId);
  return { value: { transaction: onWire(found) }, words: (paper) => inWords(paper, found) };
}

function inWords(paper: Paper, found: Explanation): string {
  const { txId, blockNumber, position, code, valid, at, caller, calls, writes, secrets, facts, endorsers } =
    found;
  return [
    `transaction ${paper.bold(txId)}`,
    listing(paper, [
      ['result', `${(valid ? paper.good : paper.bad)(code)}: ${meaningOf(code)}`],
      ['place', `block ${blockNumber}, position ${position}`],
      ['time', brief(at) ?? at],
      ['caller', `${caller.org}/${caller.name}${caller.role === undefined ? '' : ` (${caller.role})`}`],
      ['endorsed by', endorsers.join(', ')],
    ]),
    '',
    ...calls.flatMap((called) => calledInWords(paper, called)),
    paper.bold(valid ? 'Wrote' : 'Would have written'),
    writesInWords(paper, writes, secrets, '·'),
    '',
    paper.bold(valid ? 'Told' : 'Would have told'),
    factsInWords(paper, facts),
  ].join('\n');
}

function calledInWords(paper: Paper, { room, name, request, refused }: Called): string[] {
  const said = `${paper.bold('Called')} ${room}.${name}${sentenceOf(`${room}.${name}`)}`;
  const what = refused === undefined ? said : `${said} ${paper.bad(`Refused: ${refused}`)}`;
  return [paragraph(paper, what), show(paper, request), ''];
}

/** What the operation is for, if this version knows it. */
function sentenceOf(name: string): string {
  try {
    return `: ${entryNamed(name).operation.says}`;
  } catch {
    return '';
  }
}
