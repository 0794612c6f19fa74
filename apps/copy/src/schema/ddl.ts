import { createHash } from 'node:crypto';
import { copyTables, type CopyTable } from './table';

/** How rows are made; counted up when the same ledger would give other rows. */
const PROJECTION = 1;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const nameOf = ({ schema, name }: Pick<CopyTable, 'schema' | 'name'>): string =>
  `${quoted(schema)}.${quoted(name)}`;

/** The role that may read the copy and nothing else. */
export const READER = 'roadbook_reader';

/** What the copy knows of the chain itself. Nothing here depends on how blocks were gathered. */
const LEDGER = [
  'CREATE SCHEMA ledger',
  `CREATE TABLE ledger.copy (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), form text NOT NULL, first_hash text,
      block bigint, hash text
  )`,
  `CREATE TABLE ledger.blocks (
    number bigint PRIMARY KEY, hash text NOT NULL, previous_hash text NOT NULL,
      transactions integer NOT NULL, at timestamptz
  )`,
  `CREATE TABLE ledger.transactions (
    block bigint NOT NULL, position integer NOT NULL, tx_id text NOT NULL, at timestamptz,
      org text NOT NULL, caller text NOT NULL,
    role text, chaincode text NOT NULL, operations text[] NOT NULL, valid boolean NOT NULL,
      code text NOT NULL, endorsers text[] NOT NULL,
    writes integer NOT NULL, facts integer NOT NULL, PRIMARY KEY (block, position)
  )`,
  'CREATE INDEX transactions_by_id ON ledger.transactions (tx_id)',
  'CREATE INDEX transactions_by_caller ON ledger.transactions (org, caller, block)',
  `CREATE TABLE ledger.facts (
    block bigint NOT NULL, position integer NOT NULL, number integer NOT NULL, tx_id text NOT NULL,
      at timestamptz, name text NOT NULL,
    fact jsonb NOT NULL, PRIMARY KEY (block, position, number)
  )`,
  'CREATE INDEX facts_by_name ON ledger.facts (name, block)',
  `CREATE TABLE ledger.private_hashes (
    collection text NOT NULL, key_hash text NOT NULL, value_hash text NOT NULL,
      ledger_block bigint NOT NULL, ledger_tx text NOT NULL,
    PRIMARY KEY (collection, key_hash)
  )`,
];

function tableStatements(table: CopyTable): string[] {
  const columns = [
    ...table.columns.map(({ name, type }) => `${quoted(name)} ${type}`),
    ...table.derived.map(({ name, type }) => `${quoted(name)} ${type}`),
    ...table.computed.map((name) => `${quoted(name)} text[]`),
  ];
  const over = table.over.map((names) => ({ names, by: '' }));
  const inside = table.computed.map((name) => ({ names: [name], by: 'USING gin ' }));
  return [
    `CREATE TABLE ${nameOf(table)} (
    key text PRIMARY KEY, ${columns.join(', ')}${columns.length > 0 ? ',' : ''}
    record jsonb NOT NULL, ledger_block bigint NOT NULL, ledger_tx text NOT NULL,
      ledger_time timestamptz NOT NULL
  )`,
    ...[...over, ...inside].map(
      ({ names, by }) => `CREATE INDEX ON ${nameOf(table)} ${by}(${names.map(quoted).join(', ')})`,
    ),
  ];
}

/** Every schema of the copy, but for that of the views. */
export const schemas: readonly string[] = [
  'ledger',
  ...new Set(copyTables.map(({ schema }) => schema)),
  'epcis',
];

/** The events of parts by what they are found by; filled from the records of the room. */
const EPCIS = [
  'CREATE SCHEMA epcis',
  `CREATE TABLE epcis.events (
    seq bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, event_at text COLLATE "C" NOT NULL,
      recorded_at text COLLATE "C" NOT NULL,
    declared boolean NOT NULL, changed bigint NOT NULL UNIQUE, block bigint NOT NULL, tx_id text NOT NULL
  )`,
  'CREATE INDEX events_by_time ON epcis.events (event_at, seq)',
  'CREATE INDEX events_by_record ON epcis.events (recorded_at, seq)',
  'CREATE INDEX events_declared ON epcis.events (seq) WHERE declared',
  `CREATE TABLE epcis.facets (
    name text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL, event bigint NOT NULL,
      PRIMARY KEY (name, value, event)
  )`,
  'CREATE INDEX facets_by_event ON epcis.facets (event)',
  `CREATE TABLE epcis.measures (
    name text NOT NULL, unit text NOT NULL, value double precision NOT NULL, event bigint NOT NULL,
      PRIMARY KEY (name, unit, value, event)
  )`,
  'CREATE INDEX measures_by_event ON epcis.measures (event)',
];

/** Beside the indexes of the ledger. */
const MORE = ['CREATE INDEX declarations_by_event ON part.declarations (event)'];

/** What makes an empty database a copy. */
export const statements: readonly string[] = [
  ...LEDGER,
  ...EPCIS,
  ...[...new Set(copyTables.map(({ schema }) => schema))].map((schema) => `CREATE SCHEMA ${quoted(schema)}`),
  ...copyTables.flatMap(tableStatements),
  ...MORE,
];

/** Names of every table of the copy, the checkpoint left out. */
export const everyName: readonly string[] = [
  ...['blocks', 'transactions', 'facts', 'private_hashes'].map((name) => `"ledger"."${name}"`),
  ...['events', 'facets', 'measures'].map((name) => `"epcis"."${name}"`),
  ...copyTables.map(nameOf),
];

/** Tells tables of one release from those of another. */
export const form: string = createHash('sha256')
  .update(JSON.stringify([PROJECTION, statements]))
  .digest('hex');
