// What other rooms may do here.

export { type Payment, moneyPlan, move, pay } from './handlers/movement';

export { firstLot, knownPayment } from './handlers/payment';

export { confirmAsRoom, fundEscrow, openEscrow, releaseEscrow, takeOut } from './handlers/settlement';

export { type Opened, type Terms as EscrowTerms, escrowBox } from './rules/escrow';

export { categoryOf } from './rules/question';

export { samePurpose } from './rules/voucher';
