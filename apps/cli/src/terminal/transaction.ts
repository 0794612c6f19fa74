import type { SecretWrite, Write } from '@roadbook/gateway';
import { Fault } from '../fault';
import { listing, type Paper } from './layout';
import { brief, show } from './show';

/** What Fabric's validation codes mean to the caller. */
const MEANINGS: Readonly<Record<string, string>> = {
  VALID: 'it counts',
  MVCC_READ_CONFLICT: 'nothing was written: another transaction had changed what it read',
  PHANTOM_READ_CONFLICT: 'nothing was written: another transaction had changed what it listed',
  ENDORSEMENT_POLICY_FAILURE: 'nothing was written: too few organisations endorsed it',
};
export const meaningOf = (code: string): string => MEANINGS[code] ?? 'nothing was written';

export function transactionUnknown(txId: string): Fault {
  const cure =
    'Ask again in a minute; a transaction that was sent can still be written. Or it is of another ledger.';
  const message = `The ledger has no transaction ${txId}.`;
  return new Fault('unknown', { code: 'TRANSACTION_UNKNOWN', message, cure, txId, stage: 'commit' });
}

type Plain = Readonly<Record<string, unknown>>;

/** A value as it is on the wire: whole numbers without bound become text. */
export const onWire = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, held: unknown) => (typeof held === 'bigint' ? held.toString() : held)),
  );

const isRecord = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields in which two records differ, as `before → after`. */
function changes(paper: Paper, before: Plain, after: Plain): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const inWords = (value: unknown, name: string): string => brief(value, name) ?? JSON.stringify(value);
  const lines = changed.map((name) => [
    paper.faint(name),
    `${inWords(before[name], name)} → ${inWords(after[name], name)}`,
  ]);
  return lines.length > 0 ? listing(paper, lines, 4) : `    ${paper.faint('unchanged')}`;
}

function writeInWords(paper: Paper, { kind, id, before, after, removed }: Write, mark: string): string {
  const name = `${paper.bold(kind)} ${id.join(' ')}`;
  if (removed) return `  ${paper.bad('-')} ${name} ${paper.faint('removed')}`;
  if (isRecord(before) && isRecord(after))
    return `  ${paper.odd('~')} ${name}\n${changes(paper, before, after)}`;
  return `  ${paper.good(mark)} ${name}${after === undefined ? '' : `\n${show(paper, after, 4)}`}`;
}

/**
 * Records that are written: new ones whole, changed ones by their changes. Entries of indexes are counted.
 */
export function writesInWords(
  paper: Paper,
  writes: readonly Write[],
  secrets: readonly SecretWrite[],
  mark = '+',
): string {
  const records = writes.filter(({ index }) => index === undefined);
  const entries = writes.length - records.length;
  const lines = [
    ...records.map((write) => writeInWords(paper, write, mark)),
    ...secrets.map(
      ({ collection }) =>
        `  ${paper.odd('*')} private facts in ${collection}, of which the ledger keeps the hash`,
    ),
    ...(entries > 0 ? [paper.faint(`    and ${entries} index ${entries === 1 ? 'entry' : 'entries'}`)] : []),
  ];
  return lines.length > 0 ? lines.join('\n') : '  nothing';
}

/** What was told to others, a line a fact. */
export function factsInWords(paper: Paper, facts: readonly object[]): string {
  if (facts.length === 0) return '  nothing';
  const rows = facts.map((told) => {
    const { name, ...held } = onWire(told) as Plain;
    const fields = Object.entries(held).map(
      ([field, value]) => `${paper.faint(field)} ${brief(value, field) ?? JSON.stringify(value)}`,
    );
    return [String(name), fields.join(', ')];
  });
  return listing(paper, rows);
}
