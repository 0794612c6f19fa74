import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { member } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { Crew, duty, crewKey, crews } from '../records/crew';
import { merchantErrors as errors } from '../errors';
import { merchantEvents as events } from '../events';
import { maybe } from '../../kit/ref';
import { onOwn } from '../records/merchant';
import { shops } from './shape';

/** Who works for a merchant. */
export const crewOperations = {
  employ: submit({
    says:
      'Offer a member duties at the own business, or change them; once it joined it acts with its own ' +
      'certificate.',
    by: shops,
    request: z.strictObject({ member, duties: z.array(duty).min(1).max(3) }),
    on: onOwn,
    sides: ['merchant'],
    loads: ({ member: one }, { merchant }) => ({ before: maybe(crews.at(...crewKey(merchant, one))) }),
    response: Crew,
    errors: [errors.NOT_A_MERCHANT],
    events: [events.CrewChanged],
  }),
  join: submit({
    says: 'Agree to work for a merchant that offered it.',
    by: people,
    request: z.strictObject({ merchant: member }),
    on: ({ merchant }, { member: one }) => crews.at(...crewKey(merchant, one)),
    sides: ['crew'],
    done: ({ joinedAt }) => joinedAt !== undefined,
    response: Crew,
    events: [events.CrewChanged],
  }),
  dismiss: submit({
    says: 'Take all duties from a member.',
    by: shops,
    request: z.strictObject({ member }),
    on: ({ member: one }, { member: merchant }) => crews.at(...crewKey(merchant, one)),
    sides: ['merchant'],
    response: Crew,
    events: [events.CrewChanged],
  }),
  listCrew: evaluate({
    says: 'List who works for a merchant: for itself, registrar and auditor; others find themselves.',
    by: everyone,
    request: page.extend({ merchant: member }),
    response: pageOf(Crew),
  }),
};
