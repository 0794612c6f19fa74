import { defineLife } from '../kit/life';
import { Signing, signings } from './records';

/** Presented by one side, signed by the other; what nobody signed may be taken back. */
export const signingLife = defineLife(
  signings,
  { field: 'status', statuses: Signing.shape.status.options, initial: 'presented' },
  {
    sign: { by: 'customer', from: ['presented'], to: 'signed' },
    withdraw: { by: 'provider', from: ['presented'], to: 'withdrawn' },
  },
);
