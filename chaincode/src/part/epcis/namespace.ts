import { isUri } from '../../words/uri';

/** Prefix to namespace, as declared by the @context of a document or an event. */
export type Namespaces = Readonly<Record<string, string>>;

/** The document that EPCIS 2.0 JSON is read by. */
export const STANDARD_CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** The prefixes that the standard context itself declares. */
export const standardNamespaces: Namespaces = {
  gs1: 'https://gs1.org/voc/',
  cbv: 'https://ref.gs1.org/cbv/',
  epcis: 'https://ref.gs1.org/epcis/',
  cbvmda: 'urn:epcglobal:cbv:mda:',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  owl: 'http://www.w3.org/2002/07/owl#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dcterms: 'http://purl.org/dc/terms/',
};

/** Addresses of the standard context; the others are kept with the events. */
const STANDARD = new Set<unknown>([
  STANDARD_CONTEXT,
  'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
  'https://gs1.github.io/EPCIS/epcis-context.jsonld',
]);

const PREFIX = /^[A-Za-z][A-Za-z0-9+.-]{0,31}$/;

/** The namespace that a term of a @context stands for, where it may be used as a prefix. */
function namespaceIn(term: string, definition: unknown): string | undefined {
  const id =
    typeof definition === 'object' && definition !== null
      ? (definition as { '@id'?: unknown })['@id']
      : definition;
  return PREFIX.test(term) && typeof id === 'string' && isUri(id) ? id : undefined;
}

/** What the @context of a document, an event or both declares, later ones winning. */
export function namespacesOf(...contexts: readonly unknown[]): Namespaces {
  const declared = new Map<string, string>();
  for (const entry of contexts.flat())
    for (const [term, definition] of typeof entry === 'object' && entry !== null
      ? Object.entries(entry)
      : []) {
      const namespace = namespaceIn(term, definition);
      if (namespace !== undefined) declared.set(term, namespace);
    }
  return Object.fromEntries(declared);
}

/**
 * The @context of a document and an event as one list, where it says more than prefixes; `undefined` where
 * the prefixes say it all.
 */
export function contextBeyond(...contexts: readonly unknown[]): readonly unknown[] | undefined {
  const entries = contexts.flat().filter((entry) => entry !== undefined);
  const isPlain = (entry: unknown): boolean =>
    typeof entry === 'object' && entry !== null
      ? Object.entries(entry).every(
          ([term, held]) => typeof held === 'string' && namespaceIn(term, held) !== undefined,
        )
      : STANDARD.has(entry);
  return entries.every(isPlain) ? undefined : entries;
}

const prefixOf = (text: string): string | undefined => /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1];

function lookUp(prefix: string, namespaces: Namespaces): string | undefined {
  if (Object.hasOwn(namespaces, prefix)) return namespaces[prefix];
  return Object.hasOwn(standardNamespaces, prefix) ? standardNamespaces[prefix] : undefined;
}

/**
 * A field name as the event hash writes it: `{namespace}local`, or the address itself. A prefix that nobody
 * declared is a scheme, as in JSON-LD.
 */
export function expandName(name: string, namespaces: Namespaces): string {
  const prefix = prefixOf(name);
  const namespace = prefix === undefined ? undefined : lookUp(prefix, namespaces);
  return namespace === undefined || prefix === undefined
    ? name
    : `{${namespace}}${name.slice(prefix.length + 1)}`;
}

/**
 * A field name as it is asked for, the same however it is spelled: the namespace without what ends it, `#`, and
 * the name in it.
 */
export function fieldName(name: string, namespaces: Namespaces): string {
  const [, namespace = '', local = ''] =
    /^\{(.*)\}(.*)$/s.exec(expandName(name, namespaces)) ?? /^(.*)[#/:](.*)$/s.exec(name) ?? [];
  return `${namespace.replace(/[#/:]$/, '')}#${local === '' ? name : local}`;
}

/** A value that may be a compact address, written out. */
export function expandValue(value: string, namespaces: Namespaces): string {
  const prefix = prefixOf(value);
  const namespace = prefix === undefined ? undefined : lookUp(prefix, namespaces);
  return namespace === undefined || prefix === undefined ? value : namespace + value.slice(prefix.length + 1);
}

/** The declared prefixes that an event uses, in names or values. */
export function usedNamespaces(value: unknown, namespaces: Namespaces): Namespaces {
  const used = new Map<string, string>();
  const see = (text: string): void => {
    const prefix = prefixOf(text);
    const namespace =
      prefix !== undefined && Object.hasOwn(namespaces, prefix) ? namespaces[prefix] : undefined;
    if (prefix !== undefined && namespace !== undefined) used.set(prefix, namespace);
  };
  const walk = (inner: unknown): void => {
    if (typeof inner === 'string') see(inner);
    else if (Array.isArray(inner)) for (const item of inner) walk(item);
    else if (typeof inner === 'object' && inner !== null) {
      for (const [name, item] of Object.entries(inner)) {
        see(name);
        walk(item);
      }
    }
  };
  walk(value);
  return Object.fromEntries([...used].sort(([left], [right]) => (left < right ? -1 : 1)));
}
