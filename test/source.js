// Runs the TypeScript of this repository in a plain Node process, with the names that jest gives its modules: `node -r ./test/source.js some.ts`.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');
const [{ moduleNameMapper, transform }] = require('../jest.config').projects;

const root = join(__dirname, '..');
const [[, options]] = Object.values(transform);
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => {
  const known = Object.entries(moduleNameMapper).find(([pattern]) => new RegExp(pattern).test(name));
  return resolve(known ? known[1].replace('<rootDir>', root) : name, ...rest);
};
Module._extensions['.ts'] = (module, filename) =>
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...options, filename }).code, filename);
