import { houseOf, type Room } from './kit/implement';
import { identityRoom } from './identity/contract';
import { loanRoom } from './loan/contract';
import { memberRoom } from './member/contract';
import { claimRoom } from './claim/contract';
import { complaintRoom } from './complaint/contract';
import { consentRoom } from './consent/contract';
import { evidenceRoom } from './evidence/contract';
import { merchantRoom } from './merchant/contract';
import { loyaltyRoom } from './loyalty/contract';
import { couponRoom } from './coupon/contract';
import { orderRoom } from './order/contract';
import { partRoom } from './part/contract';
import { paymentRoom } from './payment/contract';
import { policyRoom } from './policy/contract';
import { poolRoom } from './pool/contract';
import { rentalRoom } from './rental/contract';
import { saleRoom } from './sale/contract';
import { serviceRoom } from './service/contract';
import { signingRoom } from './signing/contract';
import { trustRoom } from './trust/contract';
import { vehicleRoom } from './vehicle/contract';

/** Every room of the house, lowest first: a room imports from those before it, and asks those after it. */
export const rooms: readonly Room[] = houseOf([
  memberRoom,
  partRoom,
  vehicleRoom,
  identityRoom,
  paymentRoom,
  policyRoom,
  loanRoom,
  evidenceRoom,
  consentRoom,
  merchantRoom,
  loyaltyRoom,
  couponRoom,
  serviceRoom,
  claimRoom,
  saleRoom,
  rentalRoom,
  poolRoom,
  complaintRoom,
  signingRoom,
  orderRoom,
  trustRoom,
]);
