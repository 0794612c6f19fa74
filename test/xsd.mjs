// A process of its own, because libxml2 comes as a module that waits at its top: reads a schema and documents
// from standard input, as JSON, and writes what libxml2 finds wrong with each, an empty text where nothing is.
import { readFileSync } from 'node:fs';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';

const { schema, documents } = JSON.parse(readFileSync(0, 'utf8'));
const validator = XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(schema, 'utf8')));
const found = documents.map((text) => {
  try {
    validator.validate(XmlDocument.fromString(text));
    return '';
  } catch (error) {
    return `${error.message}`;
  }
});
process.stdout.write(JSON.stringify(found));
