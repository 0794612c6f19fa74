import { lookAlike } from '../../../words/lookalike';
import { continentOf } from './region';

/** Characters that hands, eyes and scanners take for one another. */
// biome-ignore format: a table
const ALIKE: Readonly<Record<string, string>> = {
  I: '1L', O: '0', Q: '0', '0': 'DCG', D: '0', C: '0G', G: '6C0', '6': 'G', '1': 'L7', L: '1', '7': '1T', T: '7', B: '8', '8': 'B3', '3': '8', S: '5', '5': 'S',
  Z: '2', '2': 'Z', U: 'V', V: 'UY', Y: 'V', M: 'N', N: 'M', '4': 'A', A: '4', P: 'R', R: 'P', '9': 'G', E: 'F', F: 'E', K: 'X', X: 'K', H: 'N',
};
/** Of more than this not every combination is tried. */
const MOST_UNREAD = 4;
const MOST_SUGGESTIONS = 20;

/** What a number is asked: whether it breaks a law or holds what none may, and whether it is beyond doubt. */
interface Judges {
  readonly isRefused: (vin: string) => boolean;
  readonly isClean: (vin: string) => boolean;
}

const swap = (vin: string, at: number, letter: string): string =>
  vin.slice(0, at) + letter + vin.slice(at + 1);

/**
 * What a refused number of 17 characters may have been. Characters that no number holds are read as what they
 * look like; where the check digit is law, other look-alikes are tried too and must fit it. Else one look-alike
 * character is changed, or the digit. Never to another continent: what is painted on a plate is not imported.
 */
export function correctionsOf(letters: readonly string[], { isRefused, isClean }: Judges): string[] {
  const vin = letters.join('');
  if (letters.length !== 17 || new Set(letters).size === 1 || !isRefused(vin)) return [];
  const unread = letters.flatMap((letter, at) => (/[A-HJ-NPR-Z0-9]/.test(letter) ? [] : [at]));
  const found = unread.length > 0 ? readingsOf(letters, unread, isRefused) : correctedOf(vin, isClean);
  const home = continentOf(vin);
  const near = found.filter((one) => home === undefined || continentOf(one) === home);
  return [...new Set(near)].slice(0, MOST_SUGGESTIONS);
}

/** The plain reading, where it may stand; else those of other look-alikes that may. */
function readingsOf(
  letters: readonly string[],
  unread: readonly number[],
  isRefused: Judges['isRefused'],
): string[] {
  const plain = letters.map((letter, at) => (unread.includes(at) ? (lookAlike(letter) ?? letter) : letter));
  if (!isRefused(plain.join(''))) return [plain.join('')];
  if (unread.length > MOST_UNREAD) return [];
  return unread
    .reduce<readonly string[]>(
      (so, at) =>
        so.flatMap((one) => [...(ALIKE[letters[at] ?? ''] ?? '')].map((other) => swap(one, at, other))),
      [plain.join('')],
    )
    .filter((one) => !isRefused(one));
}

function correctedOf(vin: string, isClean: Judges['isClean']): string[] {
  const found = [...vin].flatMap((letter, at) =>
    [...(ALIKE[letter] ?? '')].map((other) => swap(vin, at, other)).filter(isClean),
  );
  if (found.length > 0) return found;
  return [...'0123456789X'].map((digit) => swap(vin, 8, digit)).filter(isClean);
}
