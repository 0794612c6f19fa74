import { z } from 'zod';
import type { EpcisEvent } from '../epcis/event';
import type { Namespaces } from '../epcis/namespace';
import { toUtc } from '../epcis/timestamp';
import { bpnl } from './number';
import { catenaXId, moment, asUrn, offsetOf, prefixIn, prefixed, bare } from './serialpart';

export const bomAsBuilt = z.strictObject({
  catenaXId,
  childItems: z
    .array(
      z.strictObject({
        catenaXId,
        quantity: z.strictObject({
          value: z.number().min(0).max(1e9),
          unit: z
            .string()
            .max(60)
            .regex(/^unit:[A-Za-z]+$/, 'must be a unit like unit:piece'),
        }),
        businessPartner: bpnl,
        hasAlternatives: z.boolean(),
        createdOn: moment,
        lastModifiedOn: moment.exactOptional(),
      }),
    )
    .max(5_000),
});
export type BomAsBuilt = z.output<typeof bomAsBuilt>;

/** A bill of material as built, as one association event for each child, which is when it was fitted. */
export const associationsOf = (bom: BomAsBuilt): EpcisEvent[] =>
  bom.childItems.map(({ catenaXId: child, createdOn, ...more }) => ({
    type: 'AssociationEvent',
    eventTime: createdOn,
    eventTimeZoneOffset: offsetOf(createdOn),
    action: 'ADD',
    bizStep: 'assembling',
    parentID: asUrn(bom.catenaXId),
    childEPCs: [asUrn(child)],
    ...(prefixed('cxbom', more) as Record<string, unknown>),
  }));

/**
 * The bill of material that such events tell, in the order of fitting. Events that say nothing of Catena-X
 * are left out.
 */
export function bomOf(
  parent: string,
  events: readonly { event: EpcisEvent; namespaces: Namespaces }[],
): BomAsBuilt | undefined {
  const told = events.filter(
    ({ event }) =>
      event.type === 'AssociationEvent' && event.action === 'ADD' && event.parentID === asUrn(parent),
  );
  const ordered = told.toSorted((left, right) =>
    toUtc(left.event.eventTime) < toUtc(right.event.eventTime) ? -1 : 1,
  );
  const childItems = ordered.flatMap(({ event, namespaces }) => {
    const own = bare(prefixIn(namespaces, 'cxbom'), event) as object;
    const children =
      event.type === 'AssociationEvent' && Object.keys(own).length > 0 ? (event.childEPCs ?? []) : [];
    return children.map((child) => ({ ...own, catenaXId: child, createdOn: event.eventTime }));
  });
  return bomAsBuilt.safeParse({ catenaXId: asUrn(parent), childItems }).data;
}
