import { reading } from '../kit/table';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { organisations } from '../member/records/member';
import { didAccounts, dids } from './records/did';
import { didAliases } from './records/alias';
import { didLinks } from './records/link';
import { credentials } from './records/credential';
import { trustedIssuers, trustVersions } from './records/trust';

export const tables = {
  dids,
  didAccounts,
  didLinks,
  didAliases,
  credentials,
  trustedIssuers,
  trustVersions,
  ...reading({ organisations }),
};
export type Reading = TxOf<'evaluate', typeof tables>;
export type Writing = TxOf<'submit', typeof tables>;

/** Handlers of a part of the api. */
export type IdentityHandlers<Ops extends Record<string, Operation>> = Handlers<
  Api<'identity', Ops>,
  typeof tables
>;
