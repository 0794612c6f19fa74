#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`error: roadbook needs Node.js 22.12 or later, this is ${process.versions.node}.\n`);
  process.stderr.write('  cure: inside the repository call it as `npx roadbook`, which finds the right one.\n');
  process.exit(2);
}
if (!require('node:fs').existsSync(`${__dirname}/../dist/main.js`)) {
  process.stderr.write('error: roadbook is not compiled yet.\n  cure: ./scripts/start does it, or: npm run build\n');
  process.exit(2);
}
void require('../dist/main.js').start();
