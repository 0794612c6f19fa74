import { demand } from '../../kit/errors';
import { partErrors } from '../errors';

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
};

/** Schemes of addresses that stand for themselves. */
const ABSOLUTE = new Set(['http', 'https', 'urn']);

/** What the @context of a document, an event or both declares, later ones winning. */
export function namespacesOf(...contexts: readonly unknown[]): Namespaces {
  const declared = contexts.flat().filter((entry) => typeof entry === 'object' && entry !== null);
  return Object.assign({}, ...declared) as Namespaces;
}

const prefixOf = (text: string): string | undefined => /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1];

function lookUp(prefix: string, namespaces: Namespaces): string | undefined {
  if (Object.hasOwn(namespaces, prefix)) return namespaces[prefix];
  return Object.hasOwn(standardNamespaces, prefix) ? standardNamespaces[prefix] : undefined;
}

/** A field name as the event hash writes it: `{namespace}local`, or the address itself. */
export function expandName(name: string, namespaces: Namespaces): string {
  const prefix = prefixOf(name);
  const namespace = prefix === undefined ? undefined : lookUp(prefix, namespaces);
  return namespace === undefined || prefix === undefined
    ? name
    : `{${namespace}}${name.slice(prefix.length + 1)}`;
}

/** A value that may be a compact address, written out. */
export function expandValue(value: string, namespaces: Namespaces): string {
  const prefix = prefixOf(value);
  const namespace = prefix === undefined ? undefined : lookUp(prefix, namespaces);
  return namespace === undefined || prefix === undefined ? value : namespace + value.slice(prefix.length + 1);
}

/** Refuses field names whose prefix nobody declared: two readers would not agree on what they mean. */
export function demandDeclared(value: unknown, namespaces: Namespaces, field = ''): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) demandDeclared(item, namespaces, `${field}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      const prefix = prefixOf(name);
      const known = prefix === undefined || ABSOLUTE.has(prefix) || lookUp(prefix, namespaces) !== undefined;
      const at = field === '' ? name : `${field}.${name}`;
      demand(known, partErrors.NAMESPACE_NOT_DECLARED, { field: at, prefix: prefix ?? '' });
      demandDeclared(inner, namespaces, at);
    }
  }
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
