import { z } from 'zod';
import { evaluate, pageOf, submit, paged } from '../../kit/api';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { credentialType } from '../records/claims';
import { identityErrors as errors } from '../errors';
import { identityEvents as events } from '../events';
import { TrustSnapshot } from '../records/snapshot';
import { anyDid } from '../records/credential';
import { organisations } from '../../member/records/member';
import { isAutoDid } from '../w3c/did';
import { maybe } from '../../kit/ref';
import { dids } from '../records/did';
import { TrustedIssuer, trustedIssuers, trustVersions } from '../records/trust';

const counting = { counted: maybe(trustVersions.at('trust')) };

/** Who may issue what: the registrar decides. */
export const trustOperations = {
  trustIssuer: submit({
    says: 'Trust an issuer for a type of credential from now on.',
    by: ['registrar'],
    request: TrustedIssuer.omit({ periods: true }),
    loads: ({ type, issuer, org }) => ({
      ...counting,
      known: maybe(trustedIssuers.at(type, issuer)),
      home: organisations.at(org),
      founded: isAutoDid(issuer) ? dids.at(issuer) : undefined,
    }),
    response: TrustedIssuer,
    errors: [errors.ISSUER_OF_ANOTHER],
    events: [events.IssuerTrusted],
  }),
  distrustIssuer: submit({
    says: 'End the trust in an issuer for a type, now or, when it was false before, in the past.',
    by: ['registrar'],
    request: z.strictObject({ type: credentialType, issuer: anyDid, until: instant }),
    on: ({ type, issuer }) => trustedIssuers.at(type, issuer),
    sides: ['registrar'],
    loads: () => counting,
    response: TrustedIssuer,
    errors: [errors.ISSUER_UNTRUSTED, errors.DISTRUST_IMPOSSIBLE],
    events: [events.IssuerDistrusted],
  }),
  listIssuers: evaluate({
    says: 'List who was or is trusted for a type of credential.',
    by: everyone,
    request: z.strictObject({ type: credentialType, ...paged }),
    response: pageOf(TrustedIssuer),
  }),
  exportTrust: evaluate({
    says: 'Export the whole registry with the keys of its issuers and its hash, for checks without a network.',
    by: everyone,
    request: z.strictObject({}),
    loads: () => counting,
    response: TrustSnapshot,
  }),
};
