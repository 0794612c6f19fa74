import type { Transaction } from 'kysely';
import type { Change } from '../follow/change';
import type { Tables } from '../store/database';

export async function recordEvents(_work: Transaction<Tables>, _change: Change): Promise<void> {}
