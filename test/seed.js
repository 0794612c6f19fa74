// Stands for fast-check in tests: the same, with one seed everywhere, so that a red run can be repeated. FC_SEED tries others.
const check = require('../node_modules/fast-check/lib/cjs/fast-check.js');

check.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20260322) });

module.exports = check;
