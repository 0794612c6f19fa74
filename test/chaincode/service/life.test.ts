import { bookingLife, workClaimLife } from '../../../chaincode/src/service/life';
import { governs, person, type Row, staffOf } from '../governs';

const [customer, merchant] = [person('registry/ana'), person('registry/wash', 'merchant')];
const registrar = staffOf('registry', 'registrar');
const stranger = person('registry/stranger');
const WORKING = 'checkedIn inProgress quoteProposed';

// What time has made true, anybody writes down; what the merchant does, its crew does too, as its records
// say.
const BOOKING: Readonly<Record<string, Row>> = {
  confirm: ['customer', 'requested', 'confirmed'],
  lapse: ['time', 'requested', 'lapsed'],
  cancel: ['customer', 'requested confirmed', 'cancelledByCustomer'],
  decline: ['merchant crew', 'requested confirmed checkedIn', 'cancelledByMerchant'],
  arrive: ['customer', 'confirmed', '='],
  checkIn: ['merchant crew', 'confirmed', 'checkedIn'],
  missCustomer: ['time', 'confirmed', 'noShowCustomer'],
  missMerchant: ['time', 'confirmed', 'noShowMerchant'],
  begin: ['merchant crew', 'checkedIn', 'inProgress'],
  report: ['merchant crew', 'inProgress quoteProposed', '='],
  proposeQuote: ['merchant crew', 'inProgress', 'quoteProposed'],
  acceptQuote: ['customer', 'quoteProposed', 'inProgress'],
  declineQuote: ['customer', 'quoteProposed', 'inProgress'],
  complete: ['merchant crew', 'inProgress', 'completed'],
  accept: ['customer', 'completed', 'settled'],
  settle: ['time', 'completed', 'settled owing'],
  payRest: ['customer', 'completed owing', 'settled'],
  dispute: ['customer', 'completed', 'disputed'],
  resolve: ['registrar', 'disputed', 'resolved'],
  refund: ['time', `${WORKING} disputed`, 'refunded'],
};
governs(bookingLife, 'status', BOOKING, {
  record: { status: '', customer: customer.member, merchant: merchant.member },
  sides: { customer, merchant, crew: person('registry/tech'), registrar },
  stranger,
  open: ['crew', 'time'],
});

const CLAIM: Readonly<Record<string, Row>> = {
  bookRework: ['claimant', 'claimed', '='],
  answerWorkClaim: ['merchant', 'claimed', 'reworked repaid refused'],
  defaultWorkClaim: ['time', 'claimed', 'defaulted'],
};
governs(workClaimLife, 'status', CLAIM, {
  record: { status: '', by: customer.member, merchant: merchant.member },
  sides: { claimant: customer, merchant, rival: person('registry/rival', 'merchant') },
  stranger,
  open: ['time'],
});
