import {
  canonicalLink,
  type EpcisEvent,
  expandValue,
  gatherEvents,
  isCustom,
  STANDARD_CONTEXT,
} from '@roadbook/chaincode/api';
import type { Recorded } from '@roadbook/copy';

/** How EPCs are written in an answer. */
export type EpcFormat = 'No_Preference' | 'Always_GS1_Digital_Link' | 'Always_EPC_URN' | 'Never_Translates';

type Plain = Readonly<Record<string, unknown>>;
const LISTS = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'];
const QUANTITIES = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'];

/** The event with its EPCs as canonical links, each thing once. Its hash stays the same: it is made of those links. */
function linked({ event, namespaces }: Told): EpcisEvent {
  if (isCustom(event)) return event;
  const held = event as Plain;
  const linkOf = (written: string): string => canonicalLink(expandValue(written, namespaces));
  const lists = LISTS.flatMap((field) =>
    Array.isArray(held[field])
      ? [[field, [...new Set(held[field].map((epc) => linkOf(String(epc))))]] as const]
      : [],
  );
  const quantities = QUANTITIES.flatMap((field) =>
    Array.isArray(held[field])
      ? [
          [
            field,
            (held[field] as { epcClass: string }[]).map((one) => ({
              ...one,
              epcClass: linkOf(one.epcClass),
            })),
          ] as const,
        ]
      : [],
  );
  const parent = typeof held['parentID'] === 'string' ? { parentID: linkOf(held['parentID']) } : {};
  return { ...event, ...Object.fromEntries([...lists, ...quantities]), ...parent } as EpcisEvent;
}

interface Told {
  readonly event: EpcisEvent;
  readonly namespaces: Recorded['namespaces'];
}

/** An event once, with its first error declaration if it was declared wrong. */
export const told = ({ event, namespaces, declarations: [first] }: Recorded): Told => ({
  event: first ? { ...event, errorDeclaration: first.declaration } : event,
  namespaces: { ...first?.namespaces, ...namespaces },
});

/** The event as captured, then once more with each declaration that it is wrong (EPCIS 2.0 §7.4.1.4). */
export const toldWhole = ({ event, namespaces, declarations }: Recorded): Told[] => [
  { event, namespaces },
  ...declarations.map((one) => ({
    event: { ...event, errorDeclaration: one.declaration },
    namespaces: { ...one.namespaces, ...namespaces },
  })),
];

/** The answer to a query: an EPCISQueryDocument. */
export function queryDocument(events: readonly Told[], queryName: string, at: string, format: EpcFormat) {
  const { context, eventList } = gatherEvents(
    format === 'Always_GS1_Digital_Link' ? events.map((one) => ({ ...one, event: linked(one) })) : events,
  );
  return {
    '@context': context,
    type: 'EPCISQueryDocument',
    schemaVersion: '2.0',
    creationDate: at,
    epcisBody: { queryResults: { queryName, resultsBody: { eventList } } },
  };
}

/** A list of names: terms, EPCs, places or sub-resources. */
export const collection = (member: readonly string[]): object => ({
  '@context': STANDARD_CONTEXT,
  type: 'Collection',
  member,
});
