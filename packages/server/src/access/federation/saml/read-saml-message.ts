import { DOMParser } from '@xmldom/xmldom';
import { stop } from '../federation-problem.ts';

const encodedBytesMax = 262_144;
const elementsMax = 2_000;

/**
 * The XML of a message posted to us, in bounds and without anything that is not plain data: no document type, no entity, no
 * comment (a comment inside a name would cut it short), no processing instruction. What is refused is refused before any parsing.
 */
export function decodeSamlMessage(encoded: string): string {
  if (encoded.length > encodedBytesMax)
    stop('answer-invalid', `the answer is longer than ${encodedBytesMax} bytes`);
  const compact = encoded.replace(/[\r\n\t ]/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) stop('answer-invalid', 'the answer is not base64');
  const xml = decodeText(Buffer.from(compact, 'base64'));
  refuseMarkup(xml);
  return xml;
}

/** Metadata that somebody pastes: the same rules, but comments are taken out. */
export function cleanSamlMetadata(text: string): string {
  if (text.length > encodedBytesMax)
    stop('answer-invalid', `the metadata is longer than ${encodedBytesMax} bytes`);
  const xml = text
    .replace(/^\uFEFF/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .trim();
  refuseMarkup(xml);
  return xml;
}

/** Strictly parsed; the first word of trouble ends it. */
export function parseSamlXml(xml: string): Document {
  let document: Document;
  try {
    document = new DOMParser({
      errorHandler: { warning: fail, error: fail, fatalError: fail },
    }).parseFromString(xml, 'text/xml');
  } catch {
    return stop('answer-invalid', 'the answer is not well-formed XML');
  }
  if (document.documentElement === null) stop('answer-invalid', 'the answer is empty');
  if (elementsOf(document).length > elementsMax)
    stop('answer-invalid', `the answer has more than ${elementsMax} elements`);
  return document;
}

export function elementsOf(within: Document | Element): readonly Element[] {
  return Array.from(within.getElementsByTagName('*'));
}

/** Null where there is none; the library says so with an empty text. */
export function attributeOf(element: Element, name: string): string | null {
  return element.hasAttribute(name) ? element.getAttribute(name) : null;
}

/** Direct children with this name. */
export function childrenOf(parent: Element, namespace: string, name: string): readonly Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    // An element has node type 1.
    const element = node as Element;
    if (node.nodeType === 1 && element.localName === name && element.namespaceURI === namespace)
      found.push(element);
  }
  return found;
}

function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return stop('answer-invalid', 'the answer is not UTF-8');
  }
}

function refuseMarkup(xml: string): void {
  if (/<!DOCTYPE|<!ENTITY|<!ELEMENT|<!ATTLIST|<!NOTATION/i.test(xml))
    stop('answer-invalid', 'the answer holds a document type or an entity');
  if (xml.includes('<!--')) stop('answer-invalid', 'the answer holds a comment');
  if (xml.includes('<!')) stop('answer-invalid', 'the answer holds markup that is no data');
  const declaration = /^<\?xml\s[^?]*\?>/.exec(xml)?.[0] ?? '';
  if (xml.slice(declaration.length).includes('<?'))
    stop('answer-invalid', 'the answer holds a processing instruction');
  if (/encoding/.test(declaration) && !/encoding\s*=\s*["']utf-8["']/i.test(declaration))
    stop('answer-invalid', 'the answer is not UTF-8');
}

function fail(message: string): never {
  throw new Error(message);
}
