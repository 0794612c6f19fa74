import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { epcisDocument } from '../../../chaincode/src/part/epcis/envelope';
import { namespacesOf } from '../../../chaincode/src/part/epcis/namespace';
import { eventHash, preHashOf } from '../../../chaincode/src/part/epcis/hash';

const folder = join(__dirname, '../../../../shared/vectors/epcis');
const present = existsSync(folder);
if (!present) console.warn('skipped: the published EPCIS vectors are not beside this checkout');

const linesOf = (file: string): string[] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

(present ? describe : describe.skip).each([
  'epcisDocWithSingleEvent',
  'epcisDocWithVariousEventTypes',
  'ReferenceEventHashAlgorithm',
])('the published document %s', (name) => {
  const read = () => epcisDocument.parse(JSON.parse(readFileSync(join(folder, `${name}.jsonld`), 'utf8')));

  test('gives the published text before hashing, to the last character', () => {
    const document = read();
    const found = document.epcisBody.eventList.map((event) =>
      preHashOf(event, namespacesOf(document['@context'])),
    );
    expect(found).toEqual(linesOf(`${name}.prehashes`));
  });

  test('gives the published hashes', () => {
    const document = read();
    const found = document.epcisBody.eventList.map((event) =>
      eventHash(event, namespacesOf(document['@context'])),
    );
    expect(found).toEqual(linesOf(`${name}.hashes`));
  });
});
