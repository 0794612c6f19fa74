// What fast-check's configureGlobal writes, without loading fast-check into every suite.
globalThis[Symbol.for('fast-check/GlobalParameters')] = { seed: Number(process.env.FC_SEED ?? 20260322) };
