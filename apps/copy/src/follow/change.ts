import type { Envelope } from '@roadbook/chaincode/api';
import { EVENT_NAME, TOGETHER } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { chainedBlock, type ChainedBlock, type Placed } from '@roadbook/gateway';
import { CopyFault, sentenceOf } from '../fault';
import { type CopyTable, type Row, tableOfKind } from '../schema/table';
import { indexable, momentOf, word } from './storable';

/** What a row says of the write that made it. */
export interface Origin {
  readonly ledger_block: string;
  readonly ledger_tx: string;
  readonly ledger_time: string;
}

/** Rows by the name of their column. */
type Rows = Readonly<Record<string, unknown>>[];

/** An EPCIS event that was captured or declared wrong, and where. */
export interface Touched {
  readonly hash: string;
  readonly block: string;
  readonly txId: string;
}

/** The last state of everything that some blocks change, in the order in which it was first touched. */
export interface Change {
  readonly from: bigint;
  readonly to: bigint;
  readonly before: string;
  readonly hash: string;
  readonly blocks: Rows;
  readonly transactions: Rows;
  readonly facts: Rows;
  /** By table and key: the row, or `undefined` where the record is gone. */
  readonly records: ReadonlyMap<CopyTable, ReadonlyMap<string, (Row & Origin) | undefined>>;
  /** In the order of the ledger, once for each transaction that touched it. */
  readonly touched: readonly Touched[];
  /** By collection and hash of the key. */
  readonly secrets: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Keys written: what the speed of the copy is counted in. */
  readonly keys: number;
}

/**
 * The key of a record as one text: its parts, with a slash between them; a slash within one is `%2F`. One that
 * an index of PostgreSQL could not hold ends with its hash.
 */
export const keyText = (id: readonly string[]): string =>
  indexable(id.map((part) => part.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/'));

/** Opens a block. Throws BLOCK_BROKEN for what is none. */
export function openBlock(bytes: Uint8Array, chaincode: string): ChainedBlock {
  try {
    const block = chainedBlock(bytes, chaincode);
    if (block.whole) return block;
  } catch (error) {
    throw broken(sentenceOf(error));
  }
  throw broken('its header is not of its transactions');
}

const broken = (why: string): CopyFault =>
  new CopyFault(
    'BLOCK_BROKEN',
    `The peer answered with what is no block: ${why}.`,
    'Look at the peer (scripts/doctor); it is asked again by itself.',
  );

/** What some blocks that follow each other change. */
export function changeOf(blocks: readonly ChainedBlock[], chaincode: string): Change {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (!first || !last) throw new Error('a change of no blocks');
  const gathered = {
    ...{ blocks: [] as Rows, transactions: [] as Rows, facts: [] as Rows, touched: [] as Touched[], keys: 0 },
    records: new Map<CopyTable, Map<string, (Row & Origin) | undefined>>(),
    secrets: new Map<string, Readonly<Record<string, unknown>>>(),
  };
  for (const block of blocks) {
    gathered.blocks.push({
      ...{ number: String(block.number), hash: block.hash, previous_hash: block.before },
      transactions: block.transactions.length,
      at: momentOf(block.transactions.at(-1)?.at),
    });
    for (const transaction of block.transactions) take(transaction, chaincode, gathered);
  }
  const { before } = first;
  return { from: first.number, to: last.number, before, hash: last.hash, ...gathered };
}

interface Gathering {
  readonly transactions: Rows;
  readonly facts: Rows;
  readonly touched: Touched[];
  readonly records: Map<CopyTable, Map<string, (Row & Origin) | undefined>>;
  readonly secrets: Map<string, Readonly<Record<string, unknown>>>;
  keys: number;
}

function take(placed: Placed, chaincode: string, into: Gathering): void {
  const valid = placed.code === 'VALID';
  const place = { block: String(placed.blockNumber), position: placed.position, tx_id: word(placed.txId) };
  const told = valid && placed.chaincode === chaincode ? toldBy(placed) : undefined;
  into.transactions.push({
    ...place,
    ...{ at: momentOf(placed.at), org: word(placed.caller.org), caller: word(placed.caller.name) },
    ...{ role: placed.caller.role === undefined ? null : word(placed.caller.role) },
    ...{ chaincode: word(placed.chaincode), operations: operationsOf(placed), valid, code: placed.code },
    ...{ endorsers: placed.endorsers.slice(0, MOST_ENDORSERS).map(word), writes: placed.writes.length },
    facts: told?.facts.length ?? 0,
  });
  told?.facts.forEach(({ name, ...fact }, number) =>
    into.facts.push({ ...place, number, at: told.at, name, fact }),
  );
  into.touched.push(...touchedIn(told).map((hash) => ({ hash, block: place.block, txId: place.tx_id })));
  if (!valid) return;
  const origin = {
    ledger_block: place.block,
    ledger_tx: placed.txId,
    ledger_time: placed.at,
  };
  for (const { kind, id, index, after, removed } of placed.writes) {
    into.keys++;
    const table = index ? undefined : tableOfKind.get(kind);
    if (!table) continue;
    const rows = into.records.get(table) ?? new Map<string, (Row & Origin) | undefined>();
    into.records.set(table, rows);
    rows.set(keyText(id), removed ? undefined : { ...rowOf(table, id, after), ...origin });
  }
  for (const { collection, keyHash, valueHash = null } of placed.secrets)
    into.secrets.set(`${collection} ${keyHash}`, {
      ...{ collection, key_hash: keyHash, value_hash: valueHash },
      ...{ ledger_block: origin.ledger_block, ledger_tx: origin.ledger_tx },
    });
}

function rowOf(table: CopyTable, id: readonly string[], stored: unknown): Row {
  try {
    return table.row(stored);
  } catch (error) {
    throw new CopyFault(
      'RECORD_UNKNOWN',
      `The record ${keyText(id)} of ${table.schema}.${table.name} has a form that this release does not know: ${firstFault(error)}.`,
      'Install the release of the chaincode that is deployed (scripts/status), then roadbook copy rebuild.',
    );
  }
}

/** Most endorsers of one transaction that are told. */
const MOST_ENDORSERS = 100;
/** The first field that does not fit, and why. */
function firstFault(error: unknown): string {
  const [issue] = error instanceof z.core.$ZodError ? error.issues : [];
  return issue ? `${issue.path.join('.')} ${issue.message}`.slice(0, 200) : sentenceOf(error);
}

const OPERATION = /^[A-Za-z][A-Za-z0-9.:]{0,99}$/;
/** Most operations of one transaction that are told; the contract takes no more. */
const MOST_OPERATIONS = 200;

/** The operations of a call, as `loan.repay`; of a list of calls each. What is no name is left out. */
function operationsOf({ args: [called = '', request = ''] }: Placed): string[] {
  const [room = '', name = ''] = called.split(':');
  const all = room === TOGETHER ? callsIn(request) : [`${room}.${name}`];
  return all.filter((one) => OPERATION.test(one)).slice(0, MOST_OPERATIONS);
}

function callsIn(request: string): string[] {
  try {
    const { calls } = JSON.parse(request) as { calls: readonly object[] };
    return calls.flatMap((call) => Object.keys(call));
  } catch {
    return [];
  }
}

/** Facts that tell of an event, by its hash. */
const OF_EVENTS = ['EventCaptured', 'EventDeclaredWrong'];

const touchedIn = (told: Envelope | undefined): string[] => [
  ...new Set(
    (told?.facts ?? []).flatMap(({ name, hash }) => (OF_EVENTS.includes(name) ? [String(hash)] : [])),
  ),
];

function toldBy({ event }: Placed): Envelope | undefined {
  return event?.name === EVENT_NAME ? (JSON.parse(event.payload) as Envelope) : undefined;
}
