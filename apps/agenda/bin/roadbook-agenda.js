#!/usr/bin/env node
const [least] = /\d+/.exec(require('../package.json').engines.node);
if (Number(process.versions.node.split('.')[0]) < Number(least)) {
  process.stderr.write(`error: roadbook-agenda needs Node.js ${least} or later, this is ${process.versions.node}.\n`);
  process.stderr.write('  cure: inside the repository ./scripts/up starts it with the right one.\n');
  process.exit(2);
}
void require('../dist/main.js').start();
