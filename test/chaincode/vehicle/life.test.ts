import { ALLOWED, mustAllow, vehicleLife } from '../../../chaincode/src/vehicle/life';
import { vehicleStatus } from '../../../chaincode/src/vehicle/records/status';

const names = Object.keys(vehicleLife.steps) as (keyof typeof vehicleLife.steps)[];
const rows = names.flatMap((name) => vehicleStatus.options.map((status) => [name, status] as const));

test.each(rows)('%s from %s', (name, status) => {
  const row: { readonly from: readonly string[]; readonly to: string | readonly string[] } = vehicleLife.steps[name];
  const targets = typeof row.to === 'string' ? [row.to] : row.to;
  if (row.from.includes(status)) expect(targets).toContain(vehicleLife.step(name, status));
  else expect(() => vehicleLife.step(name, status)).toThrow('WRONG_STATUS');
});

test('what is exported or destroyed stays so', () => {
  expect(vehicleLife.final).toEqual(['exported', 'destroyed']);
});

test('from a theft there is only recovery', () => {
  expect(vehicleLife.next('stolen')).toEqual(['recover']);
});

const allowed = Object.keys(ALLOWED) as (keyof typeof ALLOWED)[];

test.each(allowed.flatMap((step) => vehicleStatus.options.map((status) => [step, status] as const)))(
  '%s while %s',
  (step, status) => {
    const from: readonly string[] = ALLOWED[step];
    if (from.includes(status)) expect(() => mustAllow(step, status)).not.toThrow();
    else expect(() => mustAllow(step, status)).toThrow('WRONG_STATUS');
  },
);
