import { defineApi } from '../kit/api';
import { acts } from './acts';
import { deeds } from './deeds';
import { looks } from './looks';

export const paymentApi = defineApi(
  'payment',
  'Digital money: lots, transfers, holds, escrow, payment requests, supply and court orders.',
  {
    ...acts,
    ...deeds,
    ...looks,
  },
);
