import type { EpcisEvent } from './event';
import { standardHand, write } from './hash';
import { expandName, type Namespaces } from './namespace';
import { toUtc } from './timestamp';

// The reference program (RalphTro/epcis-event-hash-generator) departs from the standard's text where Python does:
// this writes as it does, so that two texts can be compared. No event is recorded under such a hash.

/** The text of an event as the program writes it, by the prefixes that the document itself declares. */
export const programPreHashOf = (event: EpcisEvent, declared: Namespaces): string =>
  write(event, {
    ...standardHand(declared),
    text: (text) => numberIn(text.trim()),
    plain: (held) =>
      typeof held === 'number' ? numberIn(String(held)) : (WORDS[String(held)] ?? String(held)),
    time: timeOf,
    name(name) {
      const prefix = name.slice(0, Math.max(name.indexOf(':'), 0));
      if (name === 'rdfs:comment' || name === 'comment') return undefined;
      // A prefix of the standard context that the document does not declare stays as it is: `cbvmda:` above all.
      return Object.hasOwn(declared, prefix) ? expandName(name, declared) : name;
    },
  });

const WORDS: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'None' };

const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;

/** Any text that Python reads as a number, through a double: digits beyond the seventeenth are lost. */
function numberIn(text: string): string {
  if (/^[+-]?nan$/i.test(text)) return 'nan';
  const number = FLOAT.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  // Of what is beyond a double the program makes no text at all.
  if (!Number.isFinite(number)) return text;
  if (Number.isInteger(number)) return BigInt(number).toString();
  const [digits = '', exponent = '0'] = number.toExponential().split('e');
  const power = Number(exponent);
  return power >= -4 ? String(number) : `${digits}e-${String(-power).padStart(2, '0')}`;
}

/** In milliseconds: six decimals are read, and a half goes to the even one. */
function timeOf(text: string): string {
  const [, head = '', decimals = '', zone = ''] = /^([^.]*)\.(\d+)(.*)$/.exec(text) ?? [];
  if (decimals === '') return toUtc(text);
  const micros = Number(decimals.slice(0, 6).padEnd(6, '0'));
  const [millis, rest] = [Math.floor(micros / 1000), micros % 1000];
  const up = rest > 500 || (rest === 500 && millis % 2 === 1);
  const rounded = millis + (up ? 1 : 0);
  return rounded > 999 ? toUtc(text) : toUtc(`${head}.${String(rounded).padStart(3, '0')}${zone}`);
}
