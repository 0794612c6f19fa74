import {
  escrowLife,
  freezeLife,
  holdLife,
  lockLife,
  drawLife,
  quoteLife,
  requestLife,
  standingLife,
  supplyLife,
  tabLife,
} from '../../../chaincode/src/payment/life';
import { governs, person, type Row, staffOf } from '../governs';

const [ana, ben, cleo] = [person('registry/ana'), person('registry/ben'), person('registry/cleo')];
const court = { registrar: staffOf('registry', 'registrar'), auditor: person('registry/audit', 'auditor') };
const stranger = person('registry/stranger');
const COURT = 'registrar auditor';

const ESCROW: Readonly<Record<string, Row>> = {
  fundEscrow: ['payer', 'created', 'funded'],
  withdrawEscrow: ['payer payee', 'created', 'withdrawn'],
  confirm: ['confirmer anybody', 'funded partlyReleased', '='],
  releaseEscrow: ['anybody', 'funded partlyReleased', 'partlyReleased released'],
  refundEscrow: ['anybody', 'funded partlyReleased disputed', 'refunded'],
  dispute: ['payer payee', 'funded partlyReleased', 'disputed'],
  resolve: ['arbiter', 'disputed', 'resolved'],
  clawBack: [COURT, 'funded partlyReleased disputed', 'clawedBack'],
};
governs(escrowLife, 'status', ESCROW, {
  record: {
    ...{ status: '', payer: ana.member, payee: ben.member, arbiter: { party: cleo.member } },
    milestones: [{ conditions: [{ by: ['insurer', 'room:service'] }] }],
  },
  sides: { payer: ana, payee: ben, arbiter: cleo, confirmer: staffOf('insurer', 'insurer'), ...court },
  stranger,
});

const HOLD: Readonly<Record<string, Row>> = {
  capture: ['payee', 'authorised', '= captured'],
  endHold: ['anybody', 'authorised', 'ended'],
  clawBack: [COURT, 'authorised', 'clawedBack'],
};
const between = {
  record: { status: '', payer: ana.member, payee: ben.member },
  sides: { payer: ana, payee: ben, ...court },
};
governs(holdLife, 'status', HOLD, { ...between, stranger });

const LOCK: Readonly<Record<string, Row>> = {
  claim: ['anybody', 'locked', 'claimed'],
  reclaim: ['anybody', 'locked', 'reclaimed'],
  clawBack: [COURT, 'locked', 'clawedBack'],
};
governs(lockLife, 'status', LOCK, { ...between, stranger });

const SUPPLY: Readonly<Record<string, Row>> = {
  checkRedemption: ['lender', 'asked', 'checked'],
  settle: ['lender', 'checked', 'settled'],
  refuseOrder: ['lender', 'asked checked', 'refused'],
  withdrawOrder: ['holder', 'asked', 'withdrawn'],
  clawBack: [COURT, 'asked checked', 'clawedBack'],
};
governs(supplyLife, 'status', SUPPLY, {
  record: { status: '', issuer: 'lender', party: ana.member },
  sides: { lender: staffOf('lender', 'lender'), holder: ana, ...court, rival: staffOf('bank', 'lender') },
  stranger,
});

const REQUEST: Readonly<Record<string, Row>> = {
  payRequest: ['anybody', 'open', '= paid'],
  withdrawRequest: ['payee', 'open', 'withdrawn'],
};
governs(requestLife, 'status', REQUEST, {
  record: { status: '', payee: ben.member },
  sides: { payee: ben },
  stranger,
});

const QUOTE: Readonly<Record<string, Row>> = {
  exchange: ['anybody', 'open', '='],
  withdrawQuote: ['maker', 'open', 'withdrawn'],
};
governs(quoteLife, 'status', QUOTE, {
  record: { status: '', maker: ben.member, customer: ana.member },
  sides: { maker: ben, customer: ana, ...court },
  stranger,
});

const STANDING: Readonly<Record<string, Row>> = {
  draw: ['payee', 'open', '='],
  withdrawStandingOrder: ['payer payee', 'open', 'withdrawn'],
};
governs(standingLife, 'status', STANDING, { ...between, stranger });

const TAB: Readonly<Record<string, Row>> = {
  closeTab: ['payer payee', 'open closing', 'closing closed'],
  settleTab: ['anybody', 'closing', 'closed'],
  clawBack: [COURT, 'open closing', 'clawedBack'],
};
governs(tabLife, 'status', TAB, { ...between, stranger });

const DRAW: Readonly<Record<string, Row>> = { draw: ['payee', 'refused', 'drawn ='] };
const { record } = between;
governs(drawLife, 'status', DRAW, { record, sides: { payer: ana, payee: ben }, stranger });

// Who asks and who confirms are two persons of two organisations: no field of the order names them.
test('a freeze is traced or asked, confirmed, and lifted once', () => {
  expect(freezeLife.steps).toEqual({
    freezeAddresses: {
      by: ['registrar', 'auditor'],
      from: ['tracing', 'standing'],
      to: ['asked', 'standing'],
    },
    confirmTrace: { by: 'another organisation', from: ['tracing'], to: '=' },
    confirmFreeze: { by: 'another organisation', from: ['asked', 'standing'], to: 'standing' },
    clawBack: { by: ['registrar', 'auditor'], from: ['standing'], to: 'standing' },
    unfreeze: { by: ['registrar', 'auditor'], from: ['tracing', 'asked', 'standing'], to: ['lifted', '='] },
    confirmUnfreeze: { by: 'another organisation', from: ['tracing', 'asked', 'standing'], to: 'lifted' },
  });
});
