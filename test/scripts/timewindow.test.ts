import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WINDOW_MS } from '../../chaincode/src/kit/value/time';

const template = (name: string) => readFileSync(join(__dirname, '../../network/templates', name), 'utf8');

test('peers and orderers allow a stamp as far off as the rules of the rooms count with', () => {
  expect(WINDOW_MS).toBe(10_000);
  expect(template('core.yaml')).toMatch(/^ {2}authentication: \{ timewindow: 10s \}$/m);
  expect(template('core.yaml')).toMatch(/^ {6}- name: TimeWindowCheck$/m);
  expect(template('orderer.yaml')).toMatch(/^ {2}Authentication: \{ TimeWindow: 10s \}$/m);
});
