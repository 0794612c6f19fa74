import { apis, examineVin } from '@roadbook/chaincode/api';
import { z } from 'zod';
import type { Answer, Desk, Register } from '../command';
import { misused } from '../fault';
import { readerOf } from '../home';
import { online } from '../network';
import type { Paper } from '../terminal/layout';
import { brief, show } from '../terminal/show';

const schema = apis.trust.operations.read.response;
type Chain = z.input<typeof schema>;

export const register: Register = (program, desk) => {
  program
    .command('trust')
    .summary('the trust chain of a vehicle: what authorities, the thing itself and money vouch for')
    .description(
      'Read the trust chain of a vehicle: institutional (title, liens, cover, inspections), technical ' +
        '(birth, parts, odometer, recalls, accidents, service) and economic (loans, usage, trades).',
    )
    .argument('<vin>', 'the vehicle identification number')
    .option(
      '--as <member>',
      'read as this <organisation>/<user>; ROADBOOK_AS, or anybody enrolled, if not given',
    )
    .action((vin: string, options: { as?: string }) => desk.act(() => trust(desk, vin, options.as)));
};

async function trust({ terminal }: Desk, text: string, as: string | undefined): Promise<Answer> {
  const { vin, acceptable } = examineVin(text);
  if (!acceptable)
    throw misused(
      'VIN_REFUSED',
      `${text} is no acceptable vehicle number.`,
      `npx roadbook vin check ${text} tells why.`,
      {
        vin,
      },
    );
  const read = await online(terminal, readerOf(terminal, as), ({ roadbook }) => roadbook.trust.read({ vin }));
  const chain = z.encode(schema, read);
  return { value: { trust: chain }, words: (paper) => chainInWords(paper, chain) };
}

/** A list, or that there is nothing in it, and whether there is more. */
function list(paper: Paper, name: string, items: readonly unknown[], more = false): string {
  const head = `  ${paper.bold(name)}`;
  if (items.length === 0) return `${head}  ${paper.faint('none')}`;
  return [head, show(paper, items, 4), ...(more ? [paper.faint('    and more')] : [])].join('\n');
}

const record = (paper: Paper, name: string, value: object | undefined): string =>
  value
    ? `  ${paper.bold(name)}\n${show(paper, value, 4)}`
    : `  ${paper.bold(name)}  ${paper.faint('unknown')}`;

type Reading = Chain['technical']['service'][number];
type Work = Chain['technical']['work']['items'][number];
type Birth = NonNullable<Chain['technical']['birth']>;
type Judged = NonNullable<Chain['technical']['odometer']>;
type Happened = Chain['technical']['accidents']['items'][number];

const meter = ({ value, unit }: Pick<Reading, 'value' | 'unit'>): string => `${value} ${unit}`;
/** What a buyer looks at; the rest of each record is in `--json` and in the queries of its room. */
const readingLine = (reading: Reading) => ({
  at: reading.at,
  meter: meter(reading),
  source: reading.source,
  reporter: reading.reporter,
  ...(reading.signs.length > 0 && { signs: reading.signs }),
});
const workLine = ({ endedAt, merchant, work, odometer, warranty, parts }: Work) => ({
  ...{ endedAt, merchant, work, meter: meter(odometer) },
  ...(warranty && { 'warranty until': warranty.until }),
  ...(parts.length > 0 && { 'new parts': parts.map(({ genuineness }) => genuineness) }),
});
const tradeLine = ({ no, since, holder, from }: Chain['economic']['trades']['items'][number]) => ({
  no,
  since,
  holder,
  from,
});
const accidentLine = ({ happenedOn, cause, damage, by }: Happened) => ({ happenedOn, cause, damage, by });
const birthLines = ({
  manufacturer,
  model,
  builtOn,
  plant,
  epc,
  certifiedBy,
  certifiedAt,
  warnings,
}: Birth) => ({
  ...{ manufacturer, model: `${model.name} (${model.id})`, built: `${builtOn} at ${plant.id}`, epc },
  certified: `${brief(certifiedAt)} by ${certifiedBy}`,
  ...(warnings.length > 0 && { warnings }),
});
const odometerLines = ({ verdict, suspectBlocker, suspectClone, readings, last }: Judged) => ({
  ...{ verdict, readings },
  ...(last && { last: `${meter(last)} at ${brief(last.at)}` }),
  ...(suspectBlocker && { warning: 'the meter may have been held back' }),
  ...(suspectClone && { suspicion: 'two vehicles may bear this number' }),
});

/** The chain as a page: what an authority says, what the thing itself shows, what money tells. */
export function chainInWords(paper: Paper, { vin, at, institutional, technical, economic }: Chain): string {
  const { title, liens, cover, inspections } = institutional;
  const { birth, parts, odometer, recalls, accidents, service, work } = technical;
  const usage = [economic.usage.first, economic.usage.last];
  const page = (
    name: string,
    { items, next }: { items: readonly unknown[]; next?: string | undefined },
  ): string => list(paper, name, items, next !== undefined);
  return [
    `${paper.bold(vin)} as the ledger knew it at ${at.replace(/T(.*)\..*$/, ' $1 UTC')}`,
    '',
    paper.good('Institutional'),
    record(paper, 'title', title),
    list(paper, 'liens', liens),
    page('cover', cover),
    page('inspections', inspections),
    '',
    paper.good('Technical'),
    record(paper, 'birth', birth && birthLines(birth)),
    list(paper, 'parts', parts.items, parts.truncated),
    record(paper, 'odometer', odometer && odometerLines(odometer)),
    page('recalls', recalls),
    list(paper, 'accidents', accidents.items.map(accidentLine), accidents.next !== undefined),
    list(paper, 'readings at service', service.map(readingLine)),
    list(paper, 'work', work.items.map(workLine), work.next !== undefined),
    '',
    paper.good('Economic'),
    page('loans', economic.loans),
    list(
      paper,
      'usage',
      usage.flatMap((reading) => (reading ? [readingLine(reading)] : [])),
    ),
    list(paper, 'trades', economic.trades.items.map(tradeLine), economic.trades.next !== undefined),
  ].join('\n');
}
