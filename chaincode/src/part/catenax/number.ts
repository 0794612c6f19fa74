import { z } from 'zod';

export const bpnl = z
  .string()
  .regex(/^BPNL[a-zA-Z0-9]{12}$/, 'must be a business partner number, BPNL and 12 letters or digits');
export const bpns = z
  .string()
  .regex(/^BPNS[a-zA-Z0-9]{12}$/, 'must be a site number, BPNS and 12 letters or digits');
export const bpna = z
  .string()
  .regex(/^BPNA[a-zA-Z0-9]{12}$/, 'must be an address number, BPNA and 12 letters or digits');
