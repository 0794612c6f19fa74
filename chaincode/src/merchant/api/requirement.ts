import { z } from 'zod';
import { submit } from '../../kit/api';
import { nonce, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { placed, credentials, rowId } from '../../identity/records/credential';
import { credentialed, refusalCode, requirement } from '../records/requirement';
import { merchantErrors as errors } from '../errors';
import { merchantEvents as events } from '../events';
import { Merchant, Probe, onMerchant, onOwn, SeenMerchant } from '../records/merchant';
import { maybe } from '../../kit/ref';
import { dids } from '../../identity/records/did';
import { trustedIssuers } from '../../identity/records/trust';
import { shops, ofMerchant } from './shape';

/** Papers: what is asked of a merchant, handed in, and verified. */
export const requirementOperations = {
  prove: submit({
    says: 'Hand in a paper for a requirement: its hash; the paper itself goes to the registrar.',
    by: shops,
    request: z.strictObject({ requirement, documentHash: sha256Hex }),
    on: onOwn,
    sides: ['merchant'],
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.REQUIREMENT_UNASKED],
    events: [events.RequirementChanged],
  }),
  verify: submit({
    says: 'Verify a paper that was handed in, until the second at which it ends.',
    by: ['registrar'],
    request: ofMerchant.extend({ requirement, validUntil: instant.optional() }),
    on: onMerchant,
    sides: ['registrar'],
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.PAPER_ENDED, errors.REQUIREMENT_UNASKED, errors.NOTHING_PENDING],
    events: [events.RequirementChanged],
  }),
  probeAccount: submit({
    says:
      'Record, as a lender, that a cent was sent to the bank account of a merchant with a code as its ' +
      'text: the hashes of account and code.',
    by: ['lender'],
    request: ofMerchant.extend(Probe.pick({ accountHash: true, codeHash: true }).shape),
    on: onMerchant,
    sides: ['lender'],
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.REQUIREMENT_UNASKED],
    events: [events.AccountProbed],
  }),
  proveAccount: submit({
    says:
      'Prove the own bank account by the code in its statement; the requirement is met at once, for a ' +
      'year.',
    by: shops,
    request: z.strictObject({ code: nonce }),
    on: onOwn,
    sides: ['merchant'],
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.PROBE_MISSING, errors.CODE_WRONG],
    events: [events.RequirementChanged],
  }),
  proveByCredential: submit({
    says:
      'Prove a licence by the credential of a trusted issuer: signature, trust and status are checked by ' +
      'every peer, and nobody needs to look.',
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
    on: onOwn,
    sides: ['merchant'],
    loads: (place) => ({
      row: maybe(credentials.at(...rowId(place))),
      issuer: maybe(dids.at(place.issuer)),
      entry: maybe(trustedIssuers.at('MerchantLicence', place.issuer)),
    }),
    response: Merchant,
    errors: [
      errors.NOT_A_MERCHANT,
      errors.REQUIREMENT_UNASKED,
      errors.CREDENTIAL_REFUSED,
      errors.CREDENTIAL_OF_ANOTHER,
      errors.CREDENTIAL_UNFIT,
    ],
    events: [events.RequirementChanged],
  }),
  recheck: submit({
    says:
      'Look again at a licence that was proved by a credential: one that was withdrawn no longer counts. ' +
      'Anyone may.',
    by: everyone,
    request: ofMerchant.extend({ requirement: credentialed }),
    on: onMerchant,
    sides: ['anybody'],
    response: SeenMerchant,
    errors: [errors.NOT_A_MERCHANT, errors.REQUIREMENT_UNASKED, errors.NOT_BY_CREDENTIAL],
    events: [events.RequirementChanged],
  }),
  rejectPaper: submit({
    says: 'Reject a paper that was handed in, with the reason.',
    by: ['registrar'],
    request: ofMerchant.extend({ requirement, code: refusalCode }),
    on: onMerchant,
    sides: ['registrar'],
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.REQUIREMENT_UNASKED, errors.NOTHING_PENDING],
    events: [events.RequirementChanged],
  }),
  require: submit({
    says:
      'Ask a further requirement, or give one a deadline. At the deadline what depends on it stops by ' +
      'itself.',
    by: ['registrar'],
    request: ofMerchant.extend({ requirement, dueAt: instant }),
    on: onMerchant,
    sides: ['registrar'],
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.DEADLINE_BEHIND],
    events: [events.RequirementChanged],
  }),
};
