import { writeAssetData } from '../../gateway/src/pool/assetdata';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { ASSET_DATA, fieldNames } from './assetdata';

test('the list of Schedule AL, Item 3 has 72 fields', () => expect(fieldNames).toHaveLength(72));

test('loans are valid against the schema written from the field list', () => {
  const loan = [
    { name: 'assetTypeNumber', value: 'Auto' },
    { name: 'assetNumber', value: '1' },
    { name: 'reportingPeriodBeginningDate', value: '10-01-2026' },
    { name: 'reportingPeriodEndingDate', value: '10-31-2026' },
    { name: 'originatorName', value: 'a bank & <sons>' },
  ];
  const schema = XmlDocument.fromString(ASSET_DATA);
  const validator = XsdValidator.fromDoc(schema);
  const document = XmlDocument.fromString(writeAssetData([loan, loan]));
  expect(() => validator.validate(document)).not.toThrow();
  const wrong = XmlDocument.fromString(writeAssetData([[{ name: 'assetNumbr', value: '1' }]]));
  expect(() => validator.validate(wrong)).toThrow();
  for (const one of [document, wrong, schema]) one.dispose();
  validator.dispose();
});
