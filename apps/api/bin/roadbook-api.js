#!/usr/bin/env node
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(`error: roadbook-api needs Node.js 24 or later, this is ${process.versions.node}.\n`);
  process.exit(2);
}
void require('../dist/main.js').start();
