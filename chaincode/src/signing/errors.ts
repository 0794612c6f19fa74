import { defineErrors } from '../kit/errors';

/** What the signing room refuses, in order of precedence. */
export const signingErrors = defineErrors({
  PAPERS_OUT_OF_ORDER: {
    says: 'Papers {no} of the contract {id} do not follow those before, or those wait to be signed.',
    cure: 'Number them from 1 up by one; withdraw what the other side is not to sign any more (signing.withdraw).',
  },
  PAPERS_DIFFER: {
    says: 'What is signed is not what was presented: the {which} differs.',
    cure: 'Read the papers again (signing.read) and sign their hashes, or do not sign.',
  },
});
