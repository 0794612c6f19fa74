import { type Document, DOMImplementation, DOMParser, type Element, XMLSerializer } from '@xmldom/xmldom';
import { iso20022 } from '@roadbook/chaincode/api';

const { NAMESPACES, unreadable } = iso20022;
type Root = keyof typeof NAMESPACES;

/** The longest message that is read, in characters. */
const MOST = 20_000_000;
const OURS = 'urn:roadbook:payment';

/** An element as an object: members are elements in their order, lists repeat one, `@` an attribute, `#` text. */
type Content = string | { readonly [name: string]: Content | readonly Content[] | undefined };

/**
 * Writes a message of `iso20022` (`pain001`, `pacs008`, `camt053`) as XML in the namespace of its schema. What
 * the envelope of supplementary data holds is in a namespace of its own.
 */
export function writeIso20022(message: { readonly [R in Root]?: object }): string {
  const [root] = Object.keys(message) as Root[];
  if (!root) return unreadable('FF01', 'it holds no message');
  const namespace = NAMESPACES[root];
  const document = new DOMImplementation().createDocument(namespace, 'Document', null);
  append(document, document.documentElement as Element, message as Content, namespace);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}`;
}

function append(document: Document, parent: Element, content: Content, namespace: string): void {
  if (typeof content === 'string') {
    parent.appendChild(document.createTextNode(content));
    return;
  }
  for (const [name, value] of Object.entries(content)) {
    if (value === undefined) continue;
    if (name.startsWith('@')) parent.setAttribute(name.slice(1), value as string);
    else if (name === '#') append(document, parent, value as string, namespace);
    else
      for (const one of [value].flat() as Content[]) {
        const own = name === 'Roadbook' ? OURS : namespace;
        const element = document.createElementNS(own, name);
        append(document, element, one, own);
        parent.appendChild(element);
      }
  }
}

/** An element of a message that was read, by its local name: prefixes, namespaces and versions differ by bank. */
export interface Node {
  readonly name: string;
  readonly text: string;
  readonly currency: string | undefined;
  readonly children: readonly Node[];
}

/**
 * Reads XML of any namespace and prefix. Refuses, as ISO_UNREADABLE, what is not well-formed, a document type
 * (entities are nobody's business here) and what is too long.
 */
export function readXml(text: string): Node {
  if (text.length > MOST) return unreadable('FF01', 'it is too long');
  if (/<!DOCTYPE/i.test(text)) return unreadable('FF01', 'a document type is not read');
  const onError = (_level: string, why: string): never =>
    unreadable('FF01', `it is not well-formed: ${why.slice(0, 80)}`);
  try {
    const { documentElement: root } = new DOMParser({ onError }).parseFromString(
      text.replace(/^\uFEFF/, ''),
      'text/xml',
    );
    return root ? nodeOf(root) : unreadable('FF01', 'it is empty');
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('ISO_UNREADABLE')) throw error;
    return unreadable('FF01', 'it is not well-formed XML');
  }
}

function nodeOf(element: Element): Node {
  const children: Node[] = [];
  for (let child = element.firstChild; child; child = child.nextSibling)
    if (child.nodeType === 1) children.push(nodeOf(child as Element));
  return {
    name: element.localName ?? element.nodeName,
    text: children.length === 0 ? (element.textContent ?? '').trim() : '',
    currency: element.getAttribute('Ccy') ?? undefined,
    children,
  };
}

/** The elements of a name below a node. */
export const all = (node: Node | undefined, name: string): readonly Node[] =>
  node?.children.filter((child) => child.name === name) ?? [];

/** The first element at a path of names, if it is there. */
export const at = (node: Node | undefined, ...path: readonly string[]): Node | undefined =>
  path.reduce<Node | undefined>((found, name) => all(found, name)[0], node);

/** The text at a path of names, if there is any. */
export const textAt = (node: Node | undefined, ...path: readonly string[]): string | undefined =>
  at(node, ...path)?.text || undefined;

/** The message in a document, under whatever version of its schema; refused when it is another. */
export function messageIn(text: string, name: string): Node {
  const root = readXml(text);
  const message = root.name === name ? root : at(root, name);
  return message ?? unreadable('FF01', `it holds no ${name}`);
}
