import type { Api, Operation } from '../kit/api';
import { refuse } from '../kit/errors';
import type { Handlers } from '../kit/implement';
import type { Found } from '../kit/ledger/rows';
import type { TxOf } from '../kit/tx';
import { dids } from '../identity/records/did';
import { credentials } from '../identity/records/credential';
import { trustedIssuers } from '../identity/records/trust';
import { organisations } from '../member/records/member';
import { escrowTables } from '../payment/records/escrow';
import { heads, services } from './records/catalogue';
import { crews } from './records/crew';
import { hours } from './records/hours';
import { merchantErrors } from './errors';
import { merchantEvents } from './events';
import { type Merchant, merchants } from './records/merchant';
import { outcomes } from './records/outcome';
import { reviews } from './records/review';
import { ballots, openings, pollClosings, votes } from './records/vote';
import { zones } from '../kit/value/zone';

/** Own tables; organisations are read to know who may vote, credentials to know licences, money moves into the bond. */
export const tables = {
  merchants,
  votes,
  openings,
  pollClosings,
  ballots,
  services,
  heads,
  hours,
  zones,
  crews,
  reviews,
  outcomes,
  organisations,
  ...{ credentials, dids, trustedIssuers },
  ...escrowTables,
};
export type Writing = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
export type Wiring<Ops extends Record<string, Operation>> = Handlers<Api<'merchant', Ops>, typeof tables>;

/** The record of a merchant by its member id. */
export async function load(tx: { readonly merchants: Found<Merchant> }, merchant: string): Promise<Merchant> {
  return (await tx.merchants.find(...merchant.split('/'))) ?? refuse(merchantErrors.NOT_A_MERCHANT, { merchant });
}

/** Saves a merchant and tells where it stands. */
export async function save(tx: Writing, merchant: Merchant): Promise<Merchant> {
  await tx.merchants.put(merchant);
  tx.tell(merchantEvents.MerchantChanged, { merchant: merchant.merchant, status: merchant.status });
  return merchant;
}

export const change = async (tx: Writing, merchant: string, rule: (merchant: Merchant) => Merchant): Promise<Merchant> =>
  save(tx, rule(await load(tx, merchant)));
