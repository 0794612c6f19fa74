import { monthLife, pledgeLife, poolLife } from '../../../chaincode/src/pool/life';
import { governs, type Row, staffOf } from '../governs';

const originator = staffOf('lender', 'lender');
const depositor = staffOf('manufacturer', 'manufacturer');
const trustee = staffOf('insurer', 'insurer');
const auditor = { ...staffOf('registry', 'auditor'), staff: false };
const stranger = staffOf('registry', 'registrar');
const named = { originator: 'lender', servicer: 'lender', depositor: 'manufacturer', trustee: 'insurer' };

const POOL: Readonly<Record<string, Row>> = {
  pledge: ['originator', 'gathering', '='],
  withdraw: ['originator', 'gathering cancelled ended', '='],
  offer: ['originator', 'gathering', 'offered'],
  reopen: ['originator depositor', 'offered', 'gathering'],
  decline: ['depositor', 'gathering offered', '='],
  buy: ['depositor', 'offered', 'sold'],
  issue: ['trustee', 'sold', 'issued'],
  cancel: ['originator', 'gathering offered', 'cancelled'],
  buyBack: ['originator', 'issued', '='],
  declareDefault: ['trustee', 'issued called', '='],
  runMonth: ['servicer', 'issued called', '='],
  call: ['servicer', 'issued', 'called'],
  distribute: ['servicer', 'issued called', '= ended'],
};
governs(poolLife, 'status', POOL, {
  record: { status: '', ...named, servicer: 'servicing' },
  sides: { originator, depositor, trustee, servicer: staffOf('servicing', 'lender'), auditor },
  stranger,
});

const PLEDGE: Readonly<Record<string, Row>> = {
  pledge: ['originator', 'withdrawn declined boughtBack', 'pledged'],
  withdraw: ['originator', 'pledged', 'withdrawn'],
  decline: ['depositor', 'pledged', 'declined'],
  demandBuyBack: ['trustee', 'pledged', '='],
  answerDemand: ['originator', 'pledged', '='],
  withdrawDemand: ['trustee', 'pledged', '='],
  buyBack: ['originator', 'pledged', 'boughtBack'],
};
governs(pledgeLife, 'status', PLEDGE, {
  record: { status: '', ...named },
  sides: { originator, depositor, trustee, auditor },
  stranger,
});

const MONTH: Readonly<Record<string, Row>> = {
  runMonth: ['servicer', 'running', '='],
  distribute: ['servicer', 'running', 'distributed'],
  payHolder: ['trustee', 'distributed', '='],
};
governs(monthLife, 'status', MONTH, {
  record: { status: '', servicer: 'lender', trustee: 'insurer' },
  sides: { servicer: originator, trustee, auditor },
  stranger,
});

test('a pool that ended or was given up goes nowhere', () => {
  expect(poolLife.next('ended')).toEqual(['withdraw']);
  expect(poolLife.next('cancelled')).toEqual(['withdraw']);
});
