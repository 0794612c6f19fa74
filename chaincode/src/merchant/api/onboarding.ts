import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { id, member, nonce, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { moneyErrors, paymentErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { placed } from '../../identity/records/credential';
import { credentialed } from '../rules/credential';
import { merchantErrors as no } from '../errors';
import { merchantEvents as told } from '../events';
import { merchantLife } from '../life';
import { Application, Merchant, Probe, SeenMerchant, SeenStanding } from '../records/merchant';
import { disabledReason, refusalCode, requirement } from '../records/requirement';

const shops = ['merchant', 'workshop'] as const;
const ofMerchant = z.strictObject({ merchant: member });
const changed = [told.MerchantChanged];

/** Coming in, staying in, leaving. */
export const onboardOperations = {
  apply: submit({
    says: 'Apply as a merchant, for the caller itself: business, category and wished capabilities. The answer says which papers are due.',
    by: shops,
    request: Application,
    response: Merchant,
    errors: [no.USCI_WRONG, no.NOT_A_MERCHANT],
    events: changed,
  }),
  acceptBranch: submit({
    says: 'Say, as the head office, that a merchant who names it is its branch. Before that nobody need believe it.',
    by: shops,
    request: ofMerchant,
    response: Merchant,
    errors: [no.NOT_A_MERCHANT],
    events: changed,
  }),
  prove: submit({
    says: 'Hand in a paper for a requirement: its hash; the paper itself goes to the registrar.',
    by: shops,
    request: z.strictObject({ requirement, documentHash: sha256Hex }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.REQUIREMENT_UNASKED],
    events: [told.RequirementChanged],
  }),
  sendIn: submit({
    says: 'Send the application in, once every paper was handed in.',
    by: shops,
    request: z.strictObject({}),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.REQUIREMENTS_OPEN],
    events: changed,
  }),
  verify: submit({
    says: 'Verify a paper that was handed in, until the second at which it ends.',
    by: ['registrar'],
    request: ofMerchant.extend({ requirement, validUntil: instant.optional() }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.PAPER_ENDED, no.REQUIREMENT_UNASKED, no.NOTHING_PENDING],
    events: [told.RequirementChanged],
  }),
  probeAccount: submit({
    says: 'Record, as a lender, that a cent was sent to the bank account of a merchant with a code as its text: the hashes of account and code.',
    by: ['lender'],
    request: ofMerchant.extend(Probe.pick({ accountHash: true, codeHash: true }).shape),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.REQUIREMENT_UNASKED],
    events: [told.AccountProbed],
  }),
  proveAccount: submit({
    says: 'Prove the own bank account by the code in its statement; the requirement is met at once, for a year.',
    by: shops,
    request: z.strictObject({ code: nonce }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.PROBE_MISSING, no.CODE_WRONG],
    events: [told.RequirementChanged],
  }),
  proveByCredential: submit({
    says: 'Prove a licence by the credential of a trusted issuer: signature, trust and status are checked by every peer, and nobody needs to look.',
    by: shops,
    request: z.strictObject({
      requirement: credentialed,
      ...placed,
      document: z
        .string()
        .min(2)
        .max(20_000)
        .meta({ description: 'the MerchantLicence as its issuer signed it: JSON. It becomes public.' }),
    }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.REQUIREMENT_UNASKED, no.CREDENTIAL_REFUSED, no.CREDENTIAL_OF_ANOTHER, no.CREDENTIAL_UNFIT],
    events: [told.RequirementChanged],
  }),
  recheck: submit({
    says: 'Look again at a licence that was proved by a credential: one that was withdrawn no longer counts. Anyone may.',
    by: everyone,
    request: ofMerchant.extend({ requirement: credentialed }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.REQUIREMENT_UNASKED, no.NOT_BY_CREDENTIAL],
    events: [told.RequirementChanged],
  }),
  rejectPaper: submit({
    says: 'Reject a paper that was handed in, with the reason.',
    by: ['registrar'],
    request: ofMerchant.extend({ requirement, code: refusalCode }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.REQUIREMENT_UNASKED, no.NOTHING_PENDING],
    events: [told.RequirementChanged],
  }),
  require: submit({
    says: 'Ask a further requirement, or give one a deadline. At the deadline what depends on it stops by itself.',
    by: ['registrar'],
    request: ofMerchant.extend({ requirement, dueAt: instant }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.DEADLINE_BEHIND],
    events: [told.RequirementChanged],
  }),
  askMore: submit({
    says: 'Ask the applicant for one more paper; the vote waits for the answer.',
    by: ['registrar'],
    request: ofMerchant.extend({ requirement, dueAt: instant }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.DEADLINE_BEHIND],
    events: changed,
  }),
  answer: submit({
    says: 'Answer: what was asked has been handed in.',
    by: shops,
    request: z.strictObject({}),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.REQUIREMENTS_OPEN],
    events: changed,
  }),
  activate: submit({
    says: 'Begin to work, once approved and every paper is verified.',
    by: shops,
    request: z.strictObject({}),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.REQUIREMENTS_OPEN],
    events: changed,
  }),
  postBond: submit({
    says: 'Put money into a bond that pays customers when the merchant fails them; what is left comes back at its end.',
    by: shops,
    request: z.strictObject({
      bondId: id,
      paymentId: id,
      amount: positiveMoney,
      until: instant,
      lots: z.array(lotId).min(1).max(100),
    }),
    response: Merchant,
    errors: [
      no.NOT_A_MERCHANT,
      no.BOND_STANDS,
      paymentErrors.ESCROW_TERMS,
      paymentErrors.DEADLINE_PASSED,
      ...Object.values(moneyErrors),
    ],
    events: [told.BondPosted, moneyEvents.MoneyMoved],
  }),
  suspend: submit({
    says: 'Suspend a merchant, with the reason on the ledger: no new bookings; those accepted stand.',
    by: ['registrar'],
    request: ofMerchant.extend({ reason: disabledReason.extract(['listed', 'platform_paused', 'under_review', 'other']) }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT],
    events: changed,
  }),
  reinstate: submit({
    says: 'End a suspension.',
    by: ['registrar'],
    request: ofMerchant,
    response: Merchant,
    errors: [no.NOT_A_MERCHANT],
    events: changed,
  }),
  terminate: submit({
    says: 'End the membership of a merchant: by itself, or by the registrar.',
    by: ['registrar', ...shops],
    request: ofMerchant,
    response: Merchant,
    errors: [no.NOT_A_MERCHANT],
    events: changed,
  }),
  read: evaluate({
    says: 'Read a merchant as it stands now: capabilities and votes; itself and staff also requirements and deadlines.',
    by: everyone,
    request: ofMerchant,
    response: SeenStanding,
  }),
  listMerchants: evaluate({
    says: 'List the merchants, or those of one status.',
    by: everyone,
    request: page.extend({ status: z.enum(merchantLife.statuses).optional() }),
    response: pageOf(SeenMerchant),
  }),
};
