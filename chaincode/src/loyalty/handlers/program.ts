import { loyaltyEvents } from '../events';
import { programLife } from '../life';
import type { programOperations } from '../api/program';
import type { Program } from '../records/program';
import { mustMakeSense, revised } from '../rules/program';
import { zoneNamed } from '../../kit/value/zone';
import type { Part, Writing } from '../tables';
import { mustSpeakFor } from './party';

/** What a program promises. */
export const programHandlers: Part<typeof programOperations> = {
  async publishProgram(tx, { programId, operator, terms }) {
    await mustSpeakFor(tx, operator);
    mustMakeSense(terms);
    await zoneNamed(tx.zones, terms.zone);
    return save(tx, { programId, operator, version: 1, terms, status: 'running', since: tx.now });
  },
  async reviseProgram(tx, { version, terms }, { on: program }) {
    await zoneNamed(tx.zones, terms.zone);
    return save(tx, revised(program, version, terms));
  },
  endProgram: (tx, _request, { on: program }) =>
    save(tx, {
      ...program,
      status: programLife.step('endProgram', program.status),
      endedAt: tx.now,
    }),
  readProgram: (_tx, _request, { on: program }) => program,
  listPrograms: (tx, page) => tx.programs.list(page),
  listBenefits: (_tx, { programId }, { on: program }) => ({ programId, tiers: program.terms.tiers }),
};

async function save(tx: Writing, program: Program): Promise<Program> {
  await tx.programs.put(program);
  const { programId, operator, version, status } = program;
  tx.tell(loyaltyEvents.ProgramChanged, { programId, operator, version, status });
  return program;
}
