import { z } from 'zod';
import { line } from '../../kit/value/text';
import type { EpcisEvent } from '../epcis/event';
import type { Namespaces } from '../epcis/namespace';
import { isTimestamp } from '../epcis/timestamp';
import { bpns } from './number';

/**
 * Catena-X aspect models (eclipse-tractusx/sldt-semantic-models) to EPCIS events and back: SerialPart 3.0.0,
 * SingleLevelBomAsBuilt 3.0.0.
 */
const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
export const catenaXId = z
  .string()
  .max(45)
  .regex(new RegExp(`^(?:urn:uuid:)?${UUID}$`), 'must be a UUID, with or without urn:uuid:');
export const moment = z.string().max(38).refine(isTimestamp, 'must be a date and time with an offset');

export const serialPart = z.strictObject({
  catenaXId,
  localIdentifiers: z
    .array(
      z.strictObject({
        key: z
          .string()
          .max(60)
          .regex(/^(?:manufacturerId|partInstanceId|batchId|van|customKey:\w+)$/),
        value: line(100),
      }),
    )
    .max(20),
  manufacturingInformation: z.strictObject({
    date: moment,
    country: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be three capital letters (ISO 3166-1 alpha-3)')
      .exactOptional(),
    sites: z
      .array(
        z.strictObject({
          catenaXsiteId: bpns,
          function: z.enum(['production', 'warehouse', 'spare part warehouse']),
        }),
      )
      .max(10)
      .exactOptional(),
  }),
  partTypeInformation: z.strictObject({
    manufacturerPartId: line(100),
    customerPartId: line(100).exactOptional(),
    nameAtManufacturer: line(200),
    nameAtCustomer: line(200).exactOptional(),
    partClassification: z
      .array(
        z.strictObject({
          classificationStandard: line(100),
          classificationID: line(100),
          classificationDescription: line(200).exactOptional(),
        }),
      )
      .max(10)
      .exactOptional(),
  }),
});
export type SerialPart = z.output<typeof serialPart>;

/** The namespaces that these events declare. */
export const catenaNamespaces: Namespaces = {
  cxpart: 'urn:samm:io.catenax.serial_part:3.0.0#',
  cxbom: 'urn:samm:io.catenax.single_level_bom_as_built:3.0.0#',
};

export const asUrn = (id: string): string => (id.startsWith('urn:uuid:') ? id : `urn:uuid:${id}`);
export const offsetOf = (time: string): string => (time.endsWith('Z') ? '+00:00' : time.slice(-6));

/**
 * A serialised part as the event that commissioned it; what Catena-X says beyond EPCIS is its master data.
 */
export function commissioningOf(part: SerialPart): EpcisEvent {
  const { date, ...manufacturing } = part.manufacturingInformation;
  return {
    type: 'ObjectEvent',
    eventTime: date,
    eventTimeZoneOffset: offsetOf(date),
    action: 'ADD',
    bizStep: 'commissioning',
    epcList: [asUrn(part.catenaXId)],
    ilmd: prefixed('cxpart', {
      localIdentifiers: part.localIdentifiers,
      ...manufacturing,
      ...part.partTypeInformation,
    }) as Record<string, unknown>,
  };
}

/** The serialised part that such an event commissioned; `undefined` when the event does not say enough. */
export function serialPartOf(
  event: EpcisEvent,
  namespaces: Namespaces = catenaNamespaces,
): SerialPart | undefined {
  const held = event.type === 'ObjectEvent' ? { id: event.epcList?.[0], ilmd: event.ilmd } : {};
  const prefix = prefixIn(namespaces, 'cxpart');
  const { localIdentifiers, country, sites, ...partTypeInformation } = bare(
    prefix,
    held.ilmd ?? {},
  ) as Record<string, unknown>;
  const { data } = serialPart.safeParse({
    catenaXId: held.id,
    localIdentifiers: listed(localIdentifiers),
    manufacturingInformation: {
      date: event.eventTime,
      ...(country !== undefined && { country }),
      ...(sites !== undefined && { sites: listed(sites) }),
    },
    partTypeInformation: {
      ...partTypeInformation,
      ...(partTypeInformation.partClassification !== undefined && {
        partClassification: listed(partTypeInformation.partClassification),
      }),
    },
  });
  return data;
}

/** The prefix under which an event declares a namespace of Catena-X. */
export function prefixIn(namespaces: Namespaces, name: 'cxpart' | 'cxbom'): string {
  const found = Object.entries(namespaces).find(([, namespace]) => namespace === catenaNamespaces[name]);
  return found?.[0] ?? name;
}

/** Every member name with the prefix, at every depth, as EPCIS wants extensions. */
export function prefixed(prefix: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => prefixed(prefix, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [`${prefix}:${name}`, prefixed(prefix, inner)]),
  );
}

export function bare(prefix: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => bare(prefix, item));
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.entries(value).filter(([name]) => name.startsWith(`${prefix}:`));
  return Object.fromEntries(own.map(([name, inner]) => [name.slice(prefix.length + 1), bare(prefix, inner)]));
}

/** JSON-LD writes a list of one as the one. */
const listed = (value: unknown): unknown => (Array.isArray(value) || value === undefined ? value : [value]);
