import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// From the calendar to the booking: who stands later knows those before it, never the other way round.
const ORDER = ['plan', 'state', 'owed', 'allocation', 'booking'];
const rules = join(__dirname, '../../../chaincode/src/loan/rules');

test.each(ORDER)('the rules of %s know only what stands before them', (folder) => {
  const later = ORDER.slice(ORDER.indexOf(folder) + 1);
  const texts = readdirSync(join(rules, folder)).map((file) =>
    readFileSync(join(rules, folder, file), 'utf8'),
  );
  const imports = texts.flatMap((text) =>
    [...text.matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) => path),
  );
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter((path) => later.some((name) => path.startsWith(`../${name}/`)))).toEqual([]);
  const own =
    /^\.\/|^\.\.\/(plan|state|owed|allocation|booking)\/|^\.\.\/\.\.\/(records\/|errors|\.\.\/kit\/)/;
  expect(imports.filter((path) => !own.test(path))).toEqual([]);
});
