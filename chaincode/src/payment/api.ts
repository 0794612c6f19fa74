import { defineApi } from '../kit/api';
import { acts } from './acts';
import { pseudonyms } from './addressapi';
import { deeds } from './deeds';
import { looks } from './looks';
import { exchanges } from './quoteapi';

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
