import type { Flag } from './part';

/** What capturing an event answers. */
export interface Answer {
  readonly eventId: string;
  readonly recorded: 'new' | 'exists' | 'declared';
  readonly raised: { readonly epc: string; readonly flag: Flag }[];
}
