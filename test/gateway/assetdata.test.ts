import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAssetData } from '../../gateway/src/pool/assetdata';
import { ASSET_DATA, fieldNames } from './assetdata';

const faultsOf = (documents: readonly string[]): string[] => {
  const schema = join(mkdtempSync(join(tmpdir(), 'asset-data-')), 'schema.xsd');
  writeFileSync(schema, ASSET_DATA);
  const input = JSON.stringify({ schema, documents });
  const told = execFileSync(process.execPath, [join(__dirname, '../xsd.mjs')], { input, encoding: 'utf8' });
  return JSON.parse(told) as string[];
};

test('the list of Schedule AL, Item 3 has 72 fields', () => expect(fieldNames).toHaveLength(72));

test('loans are valid against a schema written from the field list; what is not in it is found', () => {
  const loan = [
    { name: 'assetTypeNumber', value: 'Auto' },
    { name: 'assetNumber', value: '1' },
    { name: 'reportingPeriodBeginningDate', value: '10-01-2026' },
    { name: 'originatorName', value: 'a bank & <sons>' },
    { name: 'originationDate', value: '01/2024' },
  ];
  const [whole, unknown, date] = faultsOf([
    writeAssetData([loan, loan]),
    writeAssetData([[{ name: 'assetNumbr', value: '1' }]]),
    writeAssetData([[{ name: 'originationDate', value: '01-01-2024' }]]),
  ]);
  expect(whole).toBe('');
  expect(unknown).not.toBe('');
  expect(date).not.toBe('');
});
