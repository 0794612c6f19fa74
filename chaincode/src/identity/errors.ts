import { defineErrors } from '../kit/errors';

/** What the identity room refuses, in order of precedence. */
export const identityErrors = defineErrors({
  CERTIFICATE_KEY_UNUSABLE: {
    says: 'The key of the certificate of {account} is of a kind that signs no credentials.',
    cure: 'Enrol with a P-256, P-384 or Ed25519 key.',
  },
  DID_TAKEN: { says: 'The key of this certificate made {did} before.', cure: 'Enrol again with a new key.' },
  ACCOUNT_HAS_DID: {
    says: 'The account {account} has a DID.',
    cure:
      'A person has one DID: unlink the account or deactivate its DID first (identity.unlink, ' +
      'identity.deactivate).',
  },
  ACCOUNT_NOT_LINKED: {
    says: 'The account {account} is not linked to {did}.',
    cure: 'Act through an account that is linked to it.',
    retry: 'later',
  },
  NOT_CONTROLLER: {
    says: 'The key of this transaction does not control {did}.',
    cure: 'Sign the statement with a key that has the purpose capabilityInvocation, and send it as approval.',
  },
  APPROVAL_WRONG: {
    says: 'The approval is not a signature of {keyId} of {did} over the statement.',
    cure:
      'Sign exactly the statement of the operation at version {version} with a key that controls the DID ' +
      'now.',
  },
  DID_KEY_UNKNOWN: {
    says: '{did} has no key {keyId}.',
    cure: 'Read the DID; it lists its keys.',
    retry: 'later',
  },
  DID_KEY_REVOKED: { says: 'The key {keyId} of {did} is revoked.', cure: 'Name a key that is valid.' },
  DID_KEY_EXISTS: {
    says: '{did} has or had this key as {keyId}.',
    cure: 'Make a new key; a revoked one does not come back.',
  },
  POSSESSION_UNPROVEN: {
    says: 'The new key has not signed the statement.',
    cure: 'Sign the statement with the new key and send it as possession.',
  },
  LAST_KEY: {
    says: 'No other key controls {did}.',
    cure: 'Add or rotate to a new key first, or deactivate the DID.',
  },
  DID_KEYS_FULL: { says: '{did} has had {count} keys, the most there can be.', cure: 'Make a new DID.' },
  LINK_TERM_IMPOSSIBLE: {
    says: 'The link {linkId} cannot stay open until {expiresAt}.',
    cure: 'Give an end after now and within 30 days.',
  },
  LINK_EXPIRED: {
    says: 'The link {linkId} had to be answered before {expiresAt}.',
    cure: 'Ask the holder for a new one.',
  },
  ACCOUNTS_FULL: { says: '{did} has {count} accounts, the most there can be.', cure: 'Unlink one first.' },
  LAST_ACCOUNT: {
    says: 'The account {account} is the last one of {did}.',
    cure: 'Deactivate the DID instead.',
  },
  ALIAS_BY_ITSELF: {
    says: 'Whoever sends this shows in the block whose alias it is, unless it is {audience}.',
    cure: 'Sign the statement with the key of the alias and hand both to {audience}, whose staff sends it.',
  },
  ALIAS_UNPROVEN: {
    says: 'The key of {alias} has not signed that it is for {audience}.',
    cure: 'Sign the statement of the alias with its own key.',
  },
  ISSUER_NOT_YOURS: {
    says: '{account} does not speak for the issuer {issuer}.',
    cure:
      'Use an account of the answerable organisation that is linked to it, or the key itself when it is a ' +
      'did:key.',
  },
  ISSUER_OF_ANOTHER: {
    says: 'The DID {issuer} was not founded by a member of {org}.',
    cure: 'Name its own organisation.',
  },
  ISSUER_UNTRUSTED: {
    says: '{issuer} may not issue {type}.',
    cure: 'Ask the registrar to trust it for that type (identity.trustIssuer).',
  },
  DISTRUST_IMPOSSIBLE: {
    says: 'Trust in {issuer} for {type} cannot end at {until}.',
    cure: 'Give a time not before it began ({from}) and not in the future.',
  },
});
