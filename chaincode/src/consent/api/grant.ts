import { onGrant, grantStatus, Grant, party, Terms } from '../records/grant';
import { turns } from '../records/key';
import { grantLife } from '../life';
import { maybe } from '../../kit/ref';
import { vehicles } from '../../vehicle/records/vehicle';
import { z } from 'zod';
import { evaluate, mine, page, pageOf, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { vin } from '../../words/vin';
import { consentErrors as errors } from '../errors';
import { consentEvents as events } from '../events';

const ofGrant = z.strictObject({ vin, grantId: id });
const stated = ofGrant.extend({ terms: Terms });
/** A grant with what it is at this moment. */
const Standing = z.strictObject({
  grant: Grant,
  status: grantStatus,
  readsLeft: Terms.shape.maxReads.or(z.literal(0)),
});
const badTerms = [
  errors.NO_TITLE_HOLDER,
  errors.TERMS_OVER,
  errors.TIME_CLOSED,
  errors.DATA_BEFORE_TITLE,
  errors.SELF_GRANT,
];

/** What the owner allows. */
export const grantOperations = {
  ask: submit({
    says: 'Ask the owner for consent to read data. Nothing may be read before it is given.',
    by: everyone,
    request: stated,
    creates: onGrant,
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin) }),
    response: Grant,
    errors: badTerms,
    events: [events.ConsentRequested],
  }),
  give: submit({
    says: 'Give the consent that was asked for.',
    by: ['owner'],
    request: ofGrant,
    on: onGrant,
    step: grantLife.give,
    answered: ({ events: told }) => told.at(-1)?.type === 'given',
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin) }),
    response: Grant,
    errors: [errors.GRANT_OF_FORMER_OWNER, ...badTerms, errors.GRANT_STORY_FULL],
    events: [events.ConsentGiven],
  }),
  refuse: submit({
    says: 'Refuse the consent that was asked for.',
    by: ['owner'],
    request: ofGrant,
    on: onGrant,
    step: grantLife.refuse,
    answered: ({ events: told }) => told.at(-1)?.type === 'refused',
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin) }),
    response: Grant,
    errors: [errors.NO_TITLE_HOLDER, errors.GRANT_OF_FORMER_OWNER],
    events: [events.ConsentRefused],
  }),
  grant: submit({
    says: 'Grant reading of data without being asked.',
    by: ['owner'],
    request: stated,
    creates: onGrant,
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin) }),
    response: Grant,
    errors: badTerms,
    events: [events.ConsentGiven],
  }),
  withdraw: submit({
    says: 'Withdraw a consent. From the next block on nothing is read under it, and the data key turns.',
    by: ['owner'],
    request: ofGrant,
    on: onGrant,
    step: grantLife.withdraw,
    answered: ({ events: told }) => told.at(-1)?.type === 'withdrawn',
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin), turned: maybe(turns.at(vin)) }),
    response: Grant,
    errors: [errors.NO_TITLE_HOLDER, errors.GRANT_OF_FORMER_OWNER],
    events: [events.ConsentWithdrawn, events.DataKeyTurned],
  }),
  renew: submit({
    says: 'Renew a consent: a later end, and reads counted anew.',
    by: ['owner'],
    request: ofGrant.extend({ validUntil: Terms.shape.validUntil, maxReads: Terms.shape.maxReads }),
    on: onGrant,
    step: grantLife.renew,
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin) }),
    response: Grant,
    errors: [errors.GRANT_OF_FORMER_OWNER, ...badTerms, errors.GRANT_STORY_FULL],
    events: [events.ConsentRenewed],
  }),
  close: submit({
    says:
      'Write down that a grant has ended by time or by a change of owner. It has ended without this too. ' +
      'The data key turns, as with a withdrawal.',
    by: everyone,
    request: ofGrant,
    on: onGrant,
    step: grantLife.close,
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin), turned: maybe(turns.at(vin)) }),
    response: Grant.pick({ vin: true, grantId: true, status: true }),
    errors: [errors.NO_TITLE_HOLDER, errors.GRANT_RUNNING],
    events: [events.GrantClosed, events.DataKeyTurned],
  }),
  read: evaluate({
    says:
      'Read a grant and what it is at this moment. For the owner, the grantee, the registrar and the ' +
      'auditor.',
    by: everyone,
    request: ofGrant,
    on: onGrant,
    sides: ['owner', 'grantee', 'registrar', 'auditor'],
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin) }),
    response: Standing,
    errors: [errors.NO_TITLE_HOLDER],
  }),
  listGrants: evaluate({
    says:
      'List the grants that were asked of oneself as the present or a former owner; registrar and auditor ' +
      'see all. A page may hold fewer grants than there are more of; go on with its bookmark.',
    by: ['owner', 'registrar', 'auditor'],
    request: page.extend({ vin }),
    response: pageOf(Grant),
  }),
  listGranted: evaluate({
    says: 'List the grants that somebody has or asked for.',
    by: everyone,
    request: page.extend({ grantee: mine(party) }),
    response: pageOf(Grant),
  }),
};
