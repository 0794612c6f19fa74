import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { count, id } from '../../kit/value/text';
import { party } from '../../payment/records/party';
import { everyone } from '../../words/role';
import { loyaltyErrors as errors } from '../errors';
import { loyaltyEvents as events } from '../events';
import { programLife } from '../life';
import { onProgram, Program, Terms, Tier } from '../records/program';
import { ofProgram, partnersBy } from './shape';

/** What a program promises, and what its tiers give in every app. */
export const programOperations = {
  publishProgram: submit({
    says: 'Publish a loyalty program as its operator: how points are earned, what they pay, tiers, expiry.',
    by: partnersBy,
    request: z.strictObject({ programId: id, operator: party, terms: Terms }),
    creates: onProgram,
    response: Program,
    errors: [errors.PROGRAM_TERMS],
    events: [events.ProgramChanged],
  }),
  reviseProgram: submit({
    says: 'Publish the next version of the terms. Points that were earned keep theirs.',
    by: partnersBy,
    request: z.strictObject({ programId: id, version: count(1_000, 2), terms: Terms }),
    on: onProgram,
    step: programLife.reviseProgram,
    response: Program,
    errors: [errors.PROGRAM_VERSION, errors.PROGRAM_TERMS],
    events: [events.ProgramChanged],
  }),
  endProgram: submit({
    says: 'End a program: no points are earned any more, those earned can be spent until they expire.',
    by: partnersBy,
    request: ofProgram,
    on: onProgram,
    step: programLife.endProgram,
    done: ({ status }) => status === 'ended',
    response: Program,
    events: [events.ProgramChanged],
  }),
  readProgram: evaluate({
    says: 'Read a program and its terms.',
    by: everyone,
    request: ofProgram,
    on: onProgram,
    response: Program,
  }),
  listPrograms: evaluate({
    says: 'List the programs.',
    by: everyone,
    request: page,
    response: pageOf(Program),
  }),
  listBenefits: evaluate({
    says: 'List the tiers of a program and what each gives, in every app alike.',
    by: everyone,
    request: ofProgram,
    on: onProgram,
    response: z.strictObject({ programId: id, tiers: z.array(Tier).max(10) }),
  }),
};
