import { drawBehaviour } from './draw';
import { evidenceBehaviour } from './evidence';
import { identityBehaviour } from './identity';
import { insuranceBehaviour } from './insurance';
import { loanBehaviour } from './loan';
import { memberBehaviour } from './member';
import { merchantBehaviour } from './merchant';
import { paymentBehaviour } from './payment';
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
  payment: paymentBehaviour,
  draw: drawBehaviour,
  tab: tabBehaviour,
  loan: loanBehaviour,
  tasks: taskBehaviour,
  together: togetherBehaviour,
};
