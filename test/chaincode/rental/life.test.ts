import { carLife, rentalLife } from '../../../chaincode/src/rental/life';
import { governs, person, type Row, staffOf } from '../governs';

const owner = person('registry/owner');
const driver = person('registry/driver');
const stranger = staffOf('insurer', 'insurer');

const CAR: Readonly<Record<string, Row>> = {
  offer: ['anybody', 'open closed', 'open'],
  close: ['owner', 'open', 'closed'],
};
governs(carLife, 'status', CAR, {
  record: { status: '', owner: 'registry/owner' },
  sides: { owner, driver },
  stranger,
});

const RENTAL: Readonly<Record<string, Row>> = {
  cancel: ['owner driver', 'booked', 'cancelled'],
  handOver: ['owner driver', 'booked', '= driving'],
  extend: ['driver', 'driving', '='],
  takeBack: ['owner driver', 'driving', '= returned'],
  claimDamage: ['owner', 'returned', '='],
  settle: ['owner driver', 'returned', 'settled'],
  dispute: ['owner driver', 'driving returned', 'disputed'],
  resolve: ['arbiter', 'disputed', 'resolved'],
  expire: ['time', 'booked', 'cancelled'],
  escalate: ['time', 'driving', 'disputed'],
  closeUp: ['time', 'returned', 'settled'],
  giveUp: ['time', 'disputed', 'resolved'],
  clawBack: ['time', 'booked returned disputed', 'clawedBack'],
};
governs(rentalLife, 'status', RENTAL, {
  record: { status: '', owner: 'registry/owner', driver: 'registry/driver', arbiter: 'court' },
  sides: {
    ...{ owner, driver, arbiter: staffOf('court', 'auditor') },
    ...{ registrar: staffOf('registry', 'registrar'), auditor: staffOf('registry', 'auditor') },
  },
  stranger,
  open: ['time'],
});

test('a rental ends, and a car that is closed may open again', () => {
  expect(rentalLife.final).toEqual(['settled', 'cancelled', 'resolved', 'clawedBack']);
  expect(carLife.next('closed')).toEqual(['offer']);
});
