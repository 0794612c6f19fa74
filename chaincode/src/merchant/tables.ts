import { reading } from '../kit/table';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { dids } from '../identity/records/did';
import { credentials } from '../identity/records/credential';
import { trustedIssuers } from '../identity/records/trust';
import { heads, services } from './records/catalogue';
import { crews } from './records/crew';
import { hours } from './records/hours';
import { merchants } from './records/merchant';
import { places } from './records/place';
import { outcomes } from './records/outcome';
import { reviews } from './records/review';
import { ballots, openings, pollClosings, votes } from './records/vote';
import { zones } from '../kit/value/zone';

/** Own tables; credentials are read to know licences. */
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
  places,
  crews,
  reviews,
  outcomes,
  ...reading({ credentials, dids, trustedIssuers }),
};
export type Writing = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
/** What carries out the operations of one file of the api. */
export type Part<Ops extends Record<string, Operation>> = Handlers<Api<'merchant', Ops>, typeof tables>;
