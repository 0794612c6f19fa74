import { reading } from '../kit/table';
import type { TxOf } from '../kit/tx';
import { organisations } from '../member/records/member';
import { merchants } from '../merchant/records/merchant';
import { complaints } from './records/complaint';
import { complaintLaws } from './records/law';

/** Own tables; those of whom a complaint may be against are read. */
export const tables = { complaints, complaintLaws, ...reading({ organisations, merchants }) };
export type Writing = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
