import type { Simulation } from '@roadbook/gateway';
import type { Answer } from '../command';
import type { Paper } from './layout';
import { show } from './show';
import { factsInWords, onWire, writesInWords } from './transaction';

/** What would be answered, written and told. */
export function dryRunOf(
  { operation, as }: { readonly operation: string; readonly as: string },
  { writes, secrets, facts, endorsers, compared }: Simulation,
  result: unknown,
): Answer {
  const words = (paper: Paper): string =>
    [
      `${paper.odd('dry run')} ${paper.bold(operation)} as ${as}: nothing was written`,
      show(paper, result),
      '',
      paper.bold('Would write'),
      writesInWords(paper, writes, secrets),
      ...(compared
        ? []
        : [
            paper.faint(
              '  what stands there now is not shown: only the service of an organisation reads blocks',
            ),
          ]),
      '',
      paper.bold('Would tell'),
      factsInWords(paper, facts),
    ].join('\n');
  const told = onWire({ writes, secrets, facts, endorsers, compared }) as object;
  return { value: { operation, as, dryRun: true, result, ...told }, words };
}
