import type { Home } from './home';

/** Register the organisations and their members on the ledger. Called by `start` and `up` after the cast is enrolled, every time: it must
 * recognise what is registered already. */
export async function found(_home: Home): Promise<void> {}
