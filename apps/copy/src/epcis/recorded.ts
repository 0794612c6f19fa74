import { type EpcisEvent, epcisEventOut, type Namespaces } from '@roadbook/chaincode/api';

/** An event as the ledger keeps it, with the declarations that it is wrong. */
export interface Recorded {
  /** `ni:///sha-256;…?ver=CBV2.0`. */
  readonly eventId: string;
  readonly event: EpcisEvent;
  readonly namespaces: Namespaces;
  /** Instants in UTC: when it happened and when it was recorded. */
  readonly eventAt: string;
  readonly recordedAt: string;
  readonly declarations: readonly Declared[];
}

export interface Declared {
  readonly declaration: NonNullable<EpcisEvent['errorDeclaration']>;
  readonly namespaces: Namespaces;
}

/** Records of the room, as their tables hold them. */
export type EventRow = Parameters<typeof epcisEventOut>[0];
export interface DeclarationRow {
  readonly text: string;
  readonly namespaces: Namespaces;
}

/** An event out of the records of its room. */
export const recordedOf = (record: EventRow, declarations: readonly DeclarationRow[]): Recorded => ({
  eventId: `ni:///sha-256;${record.hash}?ver=CBV2.0`,
  event: epcisEventOut(record),
  namespaces: record.namespaces,
  eventAt: record.eventAt,
  recordedAt: record.at,
  declarations: declarations.map(({ text, namespaces }) => ({
    declaration: JSON.parse(text) as Declared['declaration'],
    namespaces,
  })),
});
