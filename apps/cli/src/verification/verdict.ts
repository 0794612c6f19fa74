import { Fault } from '../fault';
import { listing, type Paper, paragraph } from '../terminal/layout';
import type { Check, Examined } from './certificate';

export function faultOf({ kind, advice, checks }: Examined, failed: readonly string[]): Fault {
  if (checks.every(({ passed, undecided }) => passed || undecided))
    return new Fault('refused', {
      code: 'UNDECIDED',
      message: `Nothing speaks against the ${kind}, and it is not proven: ${failed.join(', ')}.`,
      cure: advice ?? 'Give what the checks name.',
      facts: { kind, failed },
    });
  return new Fault('refused', {
    code: 'NOT_VERIFIED',
    message: `The ${kind} does not hold: ${failed.join(', ')}.`,
    cure: advice ?? 'Do not rely on it; ask whoever gave it to you for the original.',
    facts: { kind, failed },
  });
}

const markOf = (paper: Paper, { passed, undecided }: Check): string =>
  passed ? paper.good('pass') : undecided ? paper.bad('open') : paper.bad('FAIL');

function verdictOf(paper: Paper, checks: readonly Check[]): string {
  if (checks.every(({ passed }) => passed)) return paper.good('valid');
  return paper.bad(checks.every(({ passed, undecided }) => passed || undecided) ? 'undecided' : 'not valid');
}

export function inWords(paper: Paper, { kind, checks, told, advice }: Examined): string {
  const rows = checks.map((check) => [markOf(paper, check), check.name, check.why]);
  const facts = Object.entries(told).filter(([, value]) => typeof value === 'string') as [string, string][];
  return [
    `${kind}: ${verdictOf(paper, checks)}`,
    listing(paper, rows),
    ...(facts.length > 0
      ? [
          '',
          listing(
            paper,
            facts.map(([name, value]) => [paper.faint(name), value]),
          ),
        ]
      : []),
    ...(advice ? ['', paragraph(paper, `Still to do: ${advice}.`)] : []),
  ].join('\n');
}
