import { drawBehaviour } from './draw';
import { complaintBehaviour } from './complaint';
import { evidenceBehaviour } from './evidence';
import { identityBehaviour } from './identity';
import { insuranceBehaviour } from './insurance';
import { loanBehaviour } from './loan';
import { loyaltyBehaviour } from './loyalty';
import { memberBehaviour } from './member';
import { merchantBehaviour } from './merchant';
import { orderBehaviour } from './order';
import { paymentBehaviour } from './payment';
import { poolBehaviour } from './pool';
import { promiseBehaviour } from './promises';
import { recallBehaviour } from './recall';
import { saleBehaviour } from './sale';
import { serviceBehaviour } from './service';
import { tabBehaviour } from './tab';
import { taskBehaviour } from './tasks';
import { togetherBehaviour } from './together';
import type { Behaviour } from './world';

/** What must hold in memory and on the real network alike, room by room. */
export const behaviours: Readonly<Record<string, Behaviour>> = {
  member: memberBehaviour,
  identity: identityBehaviour,
  evidence: evidenceBehaviour,
  recall: recallBehaviour,
  service: serviceBehaviour,
  sale: saleBehaviour,
  insurance: insuranceBehaviour,
  merchant: merchantBehaviour,
  loyalty: loyaltyBehaviour,
  payment: paymentBehaviour,
  draw: drawBehaviour,
  tab: tabBehaviour,
  loan: loanBehaviour,
  pool: poolBehaviour,
  complaint: complaintBehaviour,
  promises: promiseBehaviour,
  order: orderBehaviour,
  tasks: taskBehaviour,
  together: togetherBehaviour,
};
