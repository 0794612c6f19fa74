import { orderLife } from '../../../chaincode/src/order/life';
import { governs, person, type Row, staffOf } from '../governs';

// The seller confirms, builds and hands over; the buyer pays, and may step back until the car stands ready.
const ORDER: Readonly<Record<string, Row>> = {
  confirm: ['seller', 'ordered', 'confirmed'],
  decline: ['seller', 'ordered', 'declined'],
  cancel: ['buyer', 'ordered confirmed', 'cancelled'],
  makeReady: ['seller', 'confirmed', 'ready'],
  payRest: ['buyer', 'ready', 'paid'],
  handOver: ['seller', 'paid', 'handedOver'],
  lapse: ['time', 'ordered ready paid', 'lapsed'],
  clawBack: ['time', 'ordered confirmed ready paid', 'clawedBack'],
};
governs(orderLife, 'status', ORDER, {
  record: { status: '', seller: 'manufacturer', buyer: 'registry/ana' },
  sides: {
    seller: staffOf('manufacturer', 'manufacturer'),
    buyer: person('registry/ana'),
    registrar: staffOf('registry', 'registrar'),
    auditor: person('registry/auditor', 'auditor'),
  },
  stranger: person('registry/stranger'),
  open: ['time'],
});
