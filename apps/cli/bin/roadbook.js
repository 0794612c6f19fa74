#!/usr/bin/env node
const [least] = /\d+/.exec(require('../package.json').engines.node);
if (Number(process.versions.node.split('.')[0]) < Number(least)) {
  process.stderr.write(`error: roadbook needs Node.js ${least} or later, this is ${process.versions.node}.\n`);
  process.stderr.write('  cure: inside the repository call it as `npx roadbook`, which finds the right one.\n');
  process.exit(2);
}
if (!require('node:fs').existsSync(`${__dirname}/../dist/main.js`)) {
  process.stderr.write('error: roadbook is not compiled yet.\n  cure: ./scripts/start does it, or: npm run build\n');
  process.exit(2);
}
void require('../dist/main.js').start();
