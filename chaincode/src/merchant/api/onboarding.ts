import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { disabledReason, requirement } from '../records/requirement';
import { merchantErrors as errors } from '../errors';
import { merchantLife } from '../life';
import {
  Application,
  Merchant,
  SeenMerchant,
  SeenStanding,
  merchants,
  onMerchant,
  onOwn,
} from '../records/merchant';
import { shops, ofMerchant, changed } from './shape';

/** Coming in, staying in, leaving. */
export const onboardingOperations = {
  apply: submit({
    says:
      'Apply as a merchant, for the caller itself: business, category and wished capabilities. The answer ' +
      'says which papers are due.',
    by: shops,
    request: Application,
    creates: (_request, { member }) => merchants.at(...member.split('/')),
    response: Merchant,
    errors: [errors.USCI_WRONG, errors.NOT_A_MERCHANT],
    events: changed,
  }),
  acceptBranch: submit({
    says:
      'Say, as the head office, that a merchant who names it is its branch. Before that nobody need ' +
      'believe it.',
    by: shops,
    request: ofMerchant,
    on: onMerchant,
    sides: ['head'],
    response: SeenMerchant,
    errors: [errors.NOT_A_MERCHANT],
    events: changed,
  }),
  sendIn: submit({
    says: 'Send the application in, once every paper was handed in.',
    by: shops,
    request: z.strictObject({}),
    on: onOwn,
    step: merchantLife.sendIn,
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.REQUIREMENTS_OPEN],
    events: changed,
  }),
  askMore: submit({
    says: 'Ask the applicant for one more paper; the vote waits for the answer.',
    by: ['registrar'],
    request: ofMerchant.extend({ requirement, dueAt: instant }),
    on: onMerchant,
    step: merchantLife.askMore,
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.DEADLINE_BEHIND],
    events: changed,
  }),
  answer: submit({
    says: 'Answer: what was asked has been handed in.',
    by: shops,
    request: z.strictObject({}),
    on: onOwn,
    step: merchantLife.answer,
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.REQUIREMENTS_OPEN],
    events: changed,
  }),
  activate: submit({
    says: 'Begin to work, once approved and every paper is verified.',
    by: shops,
    request: z.strictObject({}),
    on: onOwn,
    step: merchantLife.activate,
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.REQUIREMENTS_OPEN],
    events: changed,
  }),
  suspend: submit({
    says: 'Suspend a merchant, with the reason on the ledger: no new bookings; those accepted stand.',
    by: ['registrar'],
    request: ofMerchant.extend({
      reason: disabledReason.extract(['listed', 'platform_paused', 'under_review', 'other']),
    }),
    on: onMerchant,
    step: merchantLife.suspend,
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT],
    events: changed,
  }),
  reinstate: submit({
    says: 'End a suspension.',
    by: ['registrar'],
    request: ofMerchant,
    on: onMerchant,
    step: merchantLife.reinstate,
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT],
    events: changed,
  }),
  terminate: submit({
    says: 'End the membership of a merchant: by itself, or by the registrar.',
    by: ['registrar', ...shops],
    request: ofMerchant,
    on: onMerchant,
    step: merchantLife.terminate,
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT],
    events: changed,
  }),
  read: evaluate({
    says:
      'Read a merchant as it stands now: capabilities and votes; itself and staff also requirements and ' +
      'deadlines.',
    by: everyone,
    request: ofMerchant,
    on: onMerchant,
    response: SeenStanding,
  }),
  listMerchants: evaluate({
    says: 'List the merchants, or those of one status.',
    by: everyone,
    request: page.extend({ status: z.enum(merchantLife.statuses).optional() }),
    response: pageOf(SeenMerchant),
  }),
};
