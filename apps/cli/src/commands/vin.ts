import {
  examineVin,
  latestModelYear,
  type VinExamination,
  type VinFindingName,
  type VinRegion,
} from '@roadbook/chaincode/api';
import type { Answer, Register } from '../command';
import { Fault } from '../fault';
import { listing, type Paper } from '../terminal/layout';

export const register: Register = (program, desk) => {
  const vin = program
    .command('vin')
    .summary('vehicle identification numbers')
    .description('Vehicle identification numbers (ISO 3779).');
  vin
    .command('check')
    .description(
      'Examine a number: check digit, model year, region, likely misreadings. Ends with 1 when the number ' +
        'is refused.',
    )
    .argument('<vin>', 'the number, 17 characters')
    .action((text: string) => desk.act(() => check(text)));
};

const REGIONS: Readonly<Record<VinRegion, string>> = {
  northAmerica: 'North America: the check digit is law (49 CFR 565)',
  china: 'China: the check digit is law (GB 16735)',
  elsewhere: 'elsewhere: position 9 is left to the maker (ISO 3779)',
};

const FINDINGS: Readonly<Record<VinFindingName, string>> = {
  CHECK_DIGIT_WRONG: 'The check digit (position 9) is wrong.',
  NON_STANDARD_CHECK_DIGIT: 'Position 9 is not the check digit; its maker need not put it there.',
  CORRECTED_CHARACTER: 'One character cannot be in a number; there is one that it may have been.',
  CORRECTED_BY_CHECK_DIGIT: 'One look-alike character explains the wrong check digit.',
  SEVERAL_CORRECTIONS: 'Several numbers may have been meant.',
  ERRORS_IN_FEW_POSITIONS: 'Too long, or wrong in several positions.',
  ALL_EQUAL: 'All characters are the same.',
  SERIAL_NOT_NUMERIC: 'The last four characters, five of a light vehicle, must be digits in North America.',
  INCOMPLETE:
    'It is shorter than 17 characters. One from before 1981, of a trailer or a frame begins with its kind: ' +
    'before1981:, trailer:, frame:.',
  MANUFACTURER_NOT_REGISTERED: 'The manufacturer is not known.',
  NO_DATA: 'The vehicle is not known.',
  GLIDER: 'It is a glider: a body without an engine.',
  OFF_ROAD: 'It is not a vehicle for the road.',
  MODEL_YEAR_CHARACTER: 'Position 10 is no model year character.',
  MODEL_YEAR_AHEAD: 'The model year that positions 7 and 10 mean has not come.',
  MODEL_YEAR_DIFFERS: 'The model year is not the one of position 10.',
  INVALID_CHARACTERS: 'It holds characters that no number may hold (such as I, O, Q).',
};

export function check(text: string): Answer {
  const latestYear = latestModelYear(new Date().toISOString());
  const found = examineVin(text, { latestYear });
  return {
    value: { examination: found },
    words: (paper) => examinationInWords(paper, found),
    fault: refusalOf(found),
  };
}

function refusalOf({ acceptable, vin, findings, suggestions }: VinExamination): Fault | undefined {
  if (acceptable) return undefined;
  const cure =
    suggestions.length > 0
      ? `Perhaps it is ${suggestions.slice(0, 3).join(' or ')}.`
      : 'Read it again from the vehicle.';
  const codes = findings.map(({ name }) => name);
  return new Fault('refused', {
    code: 'VIN_REFUSED',
    message: `${vin} is not acceptable: ${codes.join(', ')}.`,
    cure,
    facts: { vin, findings: codes },
  });
}

function examinationInWords(paper: Paper, found: VinExamination): string {
  const { vin, region, wmi, checkDigit, modelYears, findings, suggestions, acceptable, codes } = found;
  const whole = checkDigit !== '';
  const facts = [
    ...(whole ? [['region', REGIONS[region]]] : []),
    ...(wmi === '' ? [] : [['manufacturer', wmi]]),
    ...(whole
      ? [
          [
            'check digit',
            `${checkDigit} ${checkDigit === vin[8] ? '(as in position 9)' : `(position 9 holds ${vin[8]})`}`,
          ],
        ]
      : []),
    ...(whole ? [['model year', modelYears.join(' or ') || 'none']] : []),
    ['vPIC codes', codes.join(', ')],
  ];
  const lines = findings.map(({ name, severity, positions }) => [
    (severity === 'refusal' ? paper.bad : paper.odd)(severity),
    `${FINDINGS[name]} ${paper.faint([name, ...positions].join(' '))}`,
  ]);
  return [
    `${paper.bold(vin)} ${acceptable ? paper.good('is acceptable') : paper.bad('is not acceptable')}`,
    listing(paper, facts),
    ...(lines.length > 0 ? ['', listing(paper, lines)] : []),
    ...(suggestions.length > 0 ? ['', `Perhaps it is ${suggestions.slice(0, 8).join(' or ')}`] : []),
  ].join('\n');
}
