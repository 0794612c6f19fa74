import { deviceLife } from '../../../chaincode/src/evidence/life';
import { governs, person, type Row, staffOf } from '../governs';

const DEVICE: Readonly<Record<string, Row>> = {
  rotateKey: ['manufacturer workshop', 'active', '='],
  anchor: ['anybody', 'active', '='],
  retire: ['manufacturer registrant registrar', 'active', 'retired'],
};
governs(deviceLife, 'status', DEVICE, {
  record: { status: '', by: 'registry/fitter' },
  sides: {
    manufacturer: staffOf('manufacturer', 'manufacturer'),
    workshop: person('registry/workshop', 'workshop'),
    registrant: person('registry/fitter', 'dealer'),
    registrar: person('registry/registrar', 'registrar'),
  },
  stranger: person('registry/owner'),
});

test('a device that was retired stays so', () => {
  expect(deviceLife.final).toEqual(['retired']);
});
