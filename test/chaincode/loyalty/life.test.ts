import { partnerLife, programLife } from '../../../chaincode/src/loyalty/life';
import { governs, person, type Row } from '../governs';

const [operator, partner] = [person('registry/wash', 'merchant'), person('registry/tyres', 'merchant')];
const stranger = person('registry/stranger');

const PROGRAM: Readonly<Record<string, Row>> = {
  reviseProgram: ['operator', 'running', '='],
  endProgram: ['operator', 'running', 'ended'],
};
governs(programLife, 'status', PROGRAM, {
  record: { status: '', operator: operator.member },
  sides: { operator },
  stranger,
});

const PARTNER: Readonly<Record<string, Row>> = {
  joinProgram: ['partner', 'invited', 'joined'],
  postCollateral: ['partner', 'joined leaving', '='],
  releaseCollateral: ['partner', 'joined leaving', '='],
  leave: ['partner operator', 'invited joined', 'leaving'],
  settleOut: ['anybody', 'leaving', 'left'],
};
governs(partnerLife, 'status', PARTNER, {
  record: { status: '', operator: operator.member, partner: partner.member },
  sides: { operator, partner },
  stranger,
  open: ['anybody'],
});
