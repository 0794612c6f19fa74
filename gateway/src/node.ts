/** Node.js as `package.json` asks for it; an older one would fail later, on something that it lacks. */
const { engines } = require('../package.json') as { readonly engines: { readonly node: string } };
const [least = '0'] = /\d+/.exec(engines.node) ?? [];
const [major = 0] = process.versions.node.split('.').map(Number);

if (major < Number(least))
  throw new Error(
    `@roadbook/gateway needs Node.js ${least} or later, and this is ${process.versions.node}. ` +
      `Cure: put Node.js ${least} first on PATH (https://nodejs.org).`,
  );
