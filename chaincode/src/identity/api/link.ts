import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { id, member, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { autoDid, keyDid } from '../w3c/did';
import { identityErrors as no } from '../errors';
import { identityEvents as events } from '../events';
import { DidAlias, DidLink, PublicDid } from '../records/did';
import { approval, signature } from '../records/statement';

const link = { did: autoDid, linkId: id };
const CONTROL = [no.ACCOUNT_NOT_LINKED, no.NOT_CONTROLLER, no.APPROVAL_WRONG];
const JOINING = [no.ACCOUNT_HAS_DID, no.ACCOUNTS_FULL, no.DID_KEYS_FULL];

/** Accounts of several organisations that are one person's. Both sides sign, in two transactions or in one. */
export const linkOperations = {
  offerLink: submit({
    says: 'Offer to link an account of any organisation to the own DID.',
    by: everyone,
    request: z.strictObject({ ...link, account: member, expiresAt: instant, approval: approval.optional() }),
    response: DidLink,
    errors: [...CONTROL, no.LINK_TERM_IMPOSSIBLE],
    events: [events.LinkOffered],
  }),
  acceptLink: submit({
    says: 'Accept, as the account, to be linked to a DID.',
    by: everyone,
    request: z.strictObject(link),
    response: PublicDid,
    errors: [no.LINK_EXPIRED, ...JOINING],
    events: [events.AccountLinked],
  }),
  withdrawLink: submit({
    says: 'Take back or turn down a link that is offered.',
    by: everyone,
    request: z.strictObject(link),
    response: DidLink,
    events: [events.LinkWithdrawn],
  }),
  link: submit({
    says: 'Link the own account to a DID with the signature of its holder over {act: link, channel, did, linkId, account, expiresAt}.',
    by: everyone,
    request: z.strictObject({ ...link, expiresAt: instant, approval }),
    response: PublicDid,
    errors: [no.ACCOUNT_NOT_LINKED, no.LINK_TERM_IMPOSSIBLE, no.APPROVAL_WRONG, ...JOINING],
    events: [events.AccountLinked],
  }),
  unlink: submit({
    says: 'End the link of an account: by the account itself, or by the holder.',
    by: everyone,
    request: z.strictObject({ did: autoDid, account: member, approval: approval.optional() }),
    response: PublicDid,
    errors: [...CONTROL, no.LAST_ACCOUNT, no.LAST_KEY],
    events: [events.AccountUnlinked],
  }),
  readLink: evaluate({
    says: 'Read a link: for the holder and the account.',
    by: everyone,
    request: z.strictObject(link),
    response: DidLink,
  }),
  bindAlias: submit({
    says: 'Bind an alias that the own organisation alone knows a holder by, as the key of the alias signed it. Whose it is stays sealed.',
    by: everyone,
    request: z.strictObject({ alias: keyDid, audience: org, seal: sha256Hex, possession: signature }),
    response: DidAlias,
    errors: [no.ALIAS_BY_ITSELF, no.ALIAS_UNPROVEN],
    events: [events.AliasBound],
  }),
  endAlias: submit({
    says: 'End an alias, as the organisation that knows the holder by it and as its key signed; one from before, as the account that bound it.',
    by: everyone,
    request: z.strictObject({ alias: keyDid, possession: signature.optional() }),
    response: DidAlias,
    errors: [no.ALIAS_BY_ITSELF, no.ALIAS_UNPROVEN],
    events: [events.AliasEnded],
  }),
  readAlias: evaluate({
    says: 'Read an alias: its audience and its seal.',
    by: everyone,
    request: z.strictObject({ alias: keyDid }),
    response: DidAlias.omit({ account: true }),
  }),
};
