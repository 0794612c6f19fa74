import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { autoDid } from '../w3c/did';
import { identityErrors as errors } from '../errors';
import { identityEvents as events } from '../events';
import { didAccounts, dids, PublicDid } from '../records/did';
import { DidLink, didLinks } from '../records/link';
import { maybe } from '../../kit/ref';
import { didLife, linkLife } from '../life';
import { approval } from '../records/statement';

const link = { did: autoDid, linkId: id };
const onDid = ({ did }: { readonly did: string }) => dids.at(did);
const onLink = ({ did, linkId }: { readonly did: string; readonly linkId: string }) =>
  didLinks.at(did, linkId);
/** The DID of the account that acts, if it has one. */
const takenBy = (account: string) => maybe(didAccounts.at(...account.split('/')));
const CONTROL = [errors.ACCOUNT_NOT_LINKED, errors.NOT_CONTROLLER, errors.APPROVAL_WRONG];
const JOINING = [errors.ACCOUNT_HAS_DID, errors.ACCOUNTS_FULL, errors.DID_KEYS_FULL];

/**
 * Accounts of several organisations that are one person's. Both sides sign, in two transactions or in one.
 */
export const linkOperations = {
  offerLink: submit({
    says: 'Offer to link an account of any organisation to the own DID.',
    by: everyone,
    request: z.strictObject({ ...link, account: member, expiresAt: instant, approval: approval.optional() }),
    on: onDid,
    step: didLife.change,
    creates: onLink,
    response: DidLink,
    errors: [...CONTROL, errors.LINK_TERM_IMPOSSIBLE],
    events: [events.LinkOffered],
  }),
  acceptLink: submit({
    says: 'Accept, as the account, to be linked to a DID.',
    by: everyone,
    request: z.strictObject(link),
    on: onLink,
    step: linkLife.accept,
    loads: ({ did }, _link, { member: account }) => ({ did: dids.at(did), taken: takenBy(account) }),
    response: PublicDid,
    errors: [errors.LINK_EXPIRED, ...JOINING],
    events: [events.AccountLinked],
  }),
  withdrawLink: submit({
    says: 'Take back or turn down a link that is offered.',
    by: everyone,
    request: z.strictObject(link),
    on: onLink,
    step: linkLife.withdraw,
    loads: ({ did }) => ({ did: dids.at(did) }),
    response: DidLink,
    events: [events.LinkWithdrawn],
  }),
  link: submit({
    says:
      'Link the own account to a DID with the signature of its holder over {act: link, channel, did, ' +
      'linkId, account, expiresAt}.',
    by: everyone,
    request: z.strictObject({ ...link, expiresAt: instant, approval }),
    on: onDid,
    step: didLife.change,
    loads: (asked, _did, { member: account }) => ({ there: maybe(onLink(asked)), taken: takenBy(account) }),
    response: PublicDid,
    errors: [errors.ACCOUNT_NOT_LINKED, errors.LINK_TERM_IMPOSSIBLE, errors.APPROVAL_WRONG, ...JOINING],
    events: [events.AccountLinked],
  }),
  unlink: submit({
    says: 'End the link of an account: by the account itself, or by the holder.',
    by: everyone,
    request: z.strictObject({ did: autoDid, account: member, approval: approval.optional() }),
    on: onDid,
    step: didLife.change,
    loads: ({ account }) => ({ leaving: takenBy(account) }),
    response: PublicDid,
    errors: [...CONTROL, errors.LAST_ACCOUNT, errors.LAST_KEY],
    events: [events.AccountUnlinked],
  }),
  readLink: evaluate({
    says: 'Read a link: for the holder and the account.',
    by: everyone,
    request: z.strictObject(link),
    on: onLink,
    sides: ['anybody'],
    loads: ({ did }) => ({ did: dids.at(did) }),
    response: DidLink,
  }),
};
