import type { Home } from './home';

/** Register the organisations and their members on the ledger. Called by `start` after the cast is enrolled, every time. */
export async function found(_home: Home): Promise<void> {}
