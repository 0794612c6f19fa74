import { sql, type Transaction } from 'kysely';
import { indexable } from '../follow/storable';
import type { Change, Touched } from '../follow/change';
import type { Tables } from '../store/database';
import { facetsOf } from './facets';
import { type DeclarationRow, type EventRow, recordedOf } from './recorded';
import { fieldFacetsOf, fieldMeasuresOf } from './fields';
import { distinct as distinctMeasures, measuresOf, sensorFacetsOf } from './sensors';

type Work = Transaction<Tables>;
interface Known {
  readonly id: string;
  readonly seq: string;
}

/**
 * Notes by what the events are found that a change captured or declared wrong. Each is numbered when it is
 * first seen, and once more with each change, in the order of the ledger: so the numbers are the same however
 * blocks were gathered.
 */
export async function recordEvents(work: Work, { touched }: Change): Promise<void> {
  if (touched.length === 0) return;
  const ids = [...new Set(touched.map(({ hash }) => hash))];
  const { rows: known } = await sql<Known>`
    SELECT id, seq FROM epcis.events WHERE id = ANY(${ids})
  `.execute(work);
  const { rows: counts } = await sql<{ seq: string; changed: string }>`
    SELECT coalesce(max(seq), 0) AS seq, coalesce(max(changed), 0) AS changed FROM epcis.events
  `.execute(work);
  let [seq, changed] = [Number(counts[0]?.seq), Number(counts[0]?.changed)];
  const seqs = new Map(known.map((one) => [one.id, Number(one.seq)]));
  const places = new Map<string, { changed: number; touch: Touched }>();
  for (const touch of touched) {
    if (!seqs.has(touch.hash)) seqs.set(touch.hash, ++seq);
    places.set(touch.hash, { changed: ++changed, touch });
  }
  const { rows } = await sql<{ event: EventRow; declarations: DeclarationRow[] | null }>`
    SELECT event.record AS event, (
      SELECT jsonb_agg(declared.record ORDER BY declared.key COLLATE "C") FROM part.declarations AS declared
      WHERE declared.event = event.key
    ) AS declarations FROM part.events AS event WHERE event.key = ANY(${ids})
  `.execute(work);
  const all = rows.map(({ event, declarations }) => ({
    hash: event.hash,
    recorded: recordedOf(event, declarations ?? []),
  }));
  const numbers = known.map((one) => one.seq);
  if (numbers.length > 0)
    for (const table of ['facets', 'measures'])
      await sql`DELETE FROM ${sql.raw(`epcis.${table}`)} WHERE event = ANY(${numbers}::bigint[])`.execute(
        work,
      );
  await sql`DELETE FROM epcis.events WHERE id = ANY(${ids})`.execute(work);
  await fill(
    work,
    'events',
    all.map(({ hash, recorded: { eventAt, recordedAt, declarations } }) => ({
      ...{ seq: seqs.get(hash), id: hash, event_at: eventAt, recorded_at: recordedAt },
      ...{ declared: declarations.length > 0, changed: places.get(hash)?.changed },
      ...{ block: places.get(hash)?.touch.block, tx_id: places.get(hash)?.touch.txId },
    })),
  );
  await fill(
    work,
    'facets',
    all.flatMap(({ hash, recorded }) =>
      distinct(
        [...facetsOf(recorded), ...sensorFacetsOf(recorded), ...fieldFacetsOf(recorded)].map(
          ([name, value]) => ({
            ...{ name, value: indexable(value), event: seqs.get(hash) },
          }),
        ),
      ),
    ),
  );
  await fill(
    work,
    'measures',
    all.flatMap(({ hash, recorded }) =>
      distinctMeasures([...measuresOf(recorded), ...fieldMeasuresOf(recorded)]).map(
        ([name, unit, value]) => ({
          ...{ name, unit, value, event: seqs.get(hash) },
        }),
      ),
    ),
  );
}

const distinct = <T extends { readonly name: string; readonly value: string }>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [`${one.name}\n${one.value}`, one])).values(),
];

async function fill(work: Work, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const name = sql.raw(`epcis.${table}`);
  await sql`
    INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(NULL::${name}, ${JSON.stringify(rows)}::jsonb)
  `.execute(work);
}
