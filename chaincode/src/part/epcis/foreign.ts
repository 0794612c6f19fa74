import { expandName, type Namespaces } from './namespace';
import type { EpcisEvent } from './event';

/** Namespaces whose fields belong to the standard. */
const OWN = [
  'https://gs1.org/voc/',
  'https://ref.gs1.org/cbv/',
  'https://ref.gs1.org/epcis/',
  'urn:epcglobal:cbv:mda:',
  'urn:epcglobal:epcis:',
];

const namespaceOf = (name: string, namespaces: Namespaces): string | undefined => {
  const written = expandName(name, namespaces);
  if (written.startsWith('{')) return written.slice(1, written.indexOf('}'));
  return written.includes(':') ? written : undefined;
};

/** An event without the fields whose namespace is to go, at any depth; groups that held nothing else go too. */
function without(
  event: EpcisEvent,
  namespaces: Namespaces,
  goes: (namespace: string) => boolean,
): EpcisEvent {
  const strip = (held: unknown): unknown => {
    if (Array.isArray(held)) return held.map(strip);
    if (typeof held !== 'object' || held === null) return held;
    const kept = Object.entries(held).flatMap(([name, inner]) => {
      const namespace = name.startsWith('@') ? undefined : namespaceOf(name, namespaces);
      if (namespace !== undefined && goes(namespace)) return [];
      const after = strip(inner);
      const lost =
        isGroup(inner) && Object.keys(inner).length > 0 && Object.keys(after as object).length === 0;
      return lost ? [] : [[name, after] as const];
    });
    return Object.fromEntries(kept);
  };
  return strip(event) as EpcisEvent;
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An event without the fields of the namespaces named. */
export const withoutNamespaces = (
  event: EpcisEvent,
  namespaces: Namespaces,
  named: readonly string[],
): EpcisEvent =>
  named.length === 0
    ? event
    : without(event, namespaces, (namespace) =>
        named.some((one) => namespace === one || namespace.startsWith(one)),
      );

/** What of an event the standard itself says. */
export const standardPart = (event: EpcisEvent, namespaces: Namespaces): EpcisEvent =>
  without(event, namespaces, (namespace) => !OWN.some((own) => namespace.startsWith(own)));
