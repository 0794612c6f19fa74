// The api of every room, by the room's name.
export { memberApi as member } from './member/api';
export { partApi as part } from './part/api';
export { vehicleApi as vehicle } from './vehicle/api';
export { identityApi as identity } from './identity/api';
export { paymentApi as payment } from './payment/api';
export { policyApi as policy } from './policy/api';
export { loanApi as loan } from './loan/api';
export { evidenceApi as evidence } from './evidence/api';
export { consentApi as consent } from './consent/api';
export { merchantApi as merchant } from './merchant/api';
export { serviceApi as service } from './service/api';
export { claimApi as claim } from './claim/api';
export { saleApi as sale } from './sale/api';
export { rentalApi as rental } from './rental/api';
export { complaintApi as complaint } from './complaint/api';
export { orderApi as order } from './order/api';
export { trustApi as trust } from './trust/api';
