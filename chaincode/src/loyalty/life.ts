import { defineLife } from '../kit/life';
import { Partner, partners } from './records/partner';
import { Program, programs } from './records/program';

export const programLife = defineLife(
  programs,
  { field: 'status', statuses: Program.shape.status.options, initial: 'running' },
  {
    reviseProgram: { by: 'operator', from: ['running'], to: '=' },
    endProgram: { by: 'operator', from: ['running'], to: 'ended' },
  },
);

/** Who leaves issues nothing more; it has left when nothing is owed and all of its money is back. */
export const partnerLife = defineLife(
  partners,
  {
    field: 'status',
    statuses: Partner.shape.status.options,
    initial: 'invited',
  },
  {
    joinProgram: { by: 'partner', from: ['invited'], to: 'joined' },
    postCollateral: { by: 'partner', from: ['joined', 'leaving'], to: '=' },
    releaseCollateral: { by: 'partner', from: ['joined', 'leaving'], to: '=' },
    leave: { by: ['partner', 'operator'], from: ['invited', 'joined'], to: 'leaving' },
    settleOut: { by: 'anybody', from: ['leaving'], to: 'left' },
  },
);
