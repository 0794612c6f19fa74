// @ts-check
// Outputs of sources that are gone, or moved, are removed before anything is compiled: a file in the place of a folder would be loaded first.
const { existsSync, readdirSync, rmSync } = require('node:fs');
const { join, relative } = require('node:path');

const root = join(__dirname, '..', '..');
/** What the compiler writes for one source. */
const OUTPUT = /\.(?:d\.ts|js|js\.map|d\.ts\.map)$/;

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesIn(path) : [path];
      })
    : [];

/** Each folder of outputs, with where its sources are. @returns {[outputs: string, sources: string][]} */
function places() {
  const apps = readdirSync(join(root, 'apps'), { withFileTypes: true });
  const packages = [
    'chaincode',
    'gateway',
    'ledger',
    ...apps.flatMap((one) => (one.isDirectory() ? [join('apps', one.name)] : [])),
  ];
  return [
    ...packages.map(
      (name) => /** @type {[string, string]} */ ([join(root, name, 'dist'), join(root, name, 'src')]),
    ),
    [join(root, 'dist'), root],
  ];
}

for (const [outputs, sources] of places())
  for (const file of filesIn(outputs).filter((one) => OUTPUT.test(one))) {
    const source = join(sources, relative(outputs, file).replace(OUTPUT, ''));
    if (!['.ts', '.tsx', '.js', '.json'].some((end) => existsSync(source + end))) rmSync(file);
  }
