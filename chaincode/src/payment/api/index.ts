import { defineApi } from '../../kit/api';
import { acts } from './transfer';
import { pseudonyms } from './address';
import { deeds } from './escrow';
import { looks } from './account';
import { exchanges } from './exchange';

export const paymentApi = defineApi(
  'payment',
  'Digital money: lots, transfers, one-time addresses, holds, escrow, exchange, payment requests, supply and court orders.',
  {
    ...acts,
    ...deeds,
    ...exchanges,
    ...pseudonyms,
    ...looks,
  },
);
