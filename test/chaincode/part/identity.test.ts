import fc from 'fast-check';
import { formerKeys, formerLink } from '../../../chaincode/src/part/gs1/former';
import { canonicalLink, whyNoLink } from '../../../chaincode/src/part/gs1/link';
import { isUri } from '../../../chaincode/src/words/uri';
import { choice, linkOf, things, urnOf } from './spelling';

const anything = fc.oneof(...Object.values(things));
/** The same thing by its label, which is how two things are told apart without the code. */
const label = ({ elements }: { elements: readonly (readonly [string, string])[] }): string =>
  JSON.stringify(elements);

describe('every spelling of one thing is one identity', () => {
  test.each(Object.entries(things))(
    'I1, I2: of an EPC of scheme %s (TDS §6.3, RFC 3986 §6.2)',
    (_, thing) => {
      fc.assert(
        fc.property(thing, choice, choice, (one, first, second) => {
          const spellings = [urnOf(one, first), urnOf(one, second), linkOf(one, first), linkOf(one, second)];
          for (const spelling of spellings) expect([spelling, isUri(spelling)]).toEqual([spelling, true]);
          expect(new Set(spellings.map(canonicalLink)).size).toBe(1);
          expect(spellings.map(whyNoLink)).toEqual(spellings.map(() => undefined));
        }),
        { numRuns: 400 },
      );
    },
  );

  test('and two things are never one', () => {
    fc.assert(
      fc.property(anything, anything, choice, choice, (one, other, first, second) => {
        fc.pre(label(one) !== label(other));
        const [left, right] = [linkOf(one, first), urnOf(other, second)].map(canonicalLink);
        expect(left).not.toBe(right);
      }),
      { numRuns: 3000 },
    );
  });

  test('and neither are two serials that differ in one character', () => {
    fc.assert(
      fc.property(
        things['sgtin'] ?? anything,
        choice,
        fc.nat(19),
        fc.constantFrom(...'%+A/.;'),
        (one, how, at, char) => {
          const [key, [ai, serial] = ['', '']] = one.elements;
          const changed = `${serial.slice(0, at)}${char}${serial.slice(at + 1)}`;
          fc.pre(changed !== serial && changed.length <= 20);
          const other = { ...one, elements: [key ?? ['', ''], [ai, changed] as const] };
          expect(canonicalLink(linkOf(other, how))).not.toBe(canonicalLink(urnOf(one, how)));
        },
      ),
    );
  });

  test('which is its own canonical form', () => {
    fc.assert(
      fc.property(anything, choice, (one, how) => {
        const link = canonicalLink(linkOf(one, how));
        expect(canonicalLink(link)).toBe(link);
        expect(isUri(link)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test.each([
  ['I1: DigitalLinkDocs#13', 'HTTPS://ID.GS1.ORG/01/04012345111118/21/ABC', '01/04012345111118/21/ABC'],
  ['I1: scheme and namespace of a URN', 'URN:EPC:id:sgtin:4012345.011111.ABC', '01/04012345111118/21/ABC'],
  ['I1: scheme of an EPC', 'urn:epc:id:SGTIN:4012345.011111.ABC', '01/04012345111118/21/ABC'],
  ['I1: dot segments', 'https://a.example/x/../01/04012345111118/./21/ABC', '01/04012345111118/21/ABC'],
  ['I2: an unescaped +', 'https://a.example/01/04012345111118/21/A+B', '01/04012345111118/21/A%2BB'],
  ['I2: an escaped letter', 'https://id.gs1.org/01/04012345111118/21/%41BC', '01/04012345111118/21/ABC'],
  ['I2: small hexadecimal', 'https://id.gs1.org/01/04012345111118/21/A%2fB', '01/04012345111118/21/A%2FB'],
  ['I2: small hexadecimal in a URN', 'urn:epc:id:sgtin:4012345.011111.A%2fB', '01/04012345111118/21/A%2FB'],
  [
    'I2: what needs no escape',
    'https://id.gs1.org/01/04012345111118/21/%27%3B%3D',
    "01/04012345111118/21/';=",
  ],
  [
    'I2: escaped once, read once',
    'https://id.gs1.org/01/04012345111118/21/%2541',
    '01/04012345111118/21/%2541',
  ],
  [
    'I2: escaped application identifiers',
    'https://a.example/%30%31/04012345111118/2%31/A',
    '01/04012345111118/21/A',
  ],
  ['TDS §6.3.3: extension 0 is none', 'https://id.gs1.org/414/4012345000054/254/0', '414/4012345000054'],
  ['a serial of a dot', 'urn:epc:id:sgtin:4012345.011111..', '01/04012345111118/21/.'],
  [
    'a variant says nothing of the instance',
    'https://a.example/01/04012345111118/22/2A/21/A',
    '01/04012345111118/21/A',
  ],
])('%s: %s', (_, spelling, link) => {
  expect(canonicalLink(spelling)).toBe(`https://id.gs1.org/${link}`);
});

test.each([
  [
    'I3: sldt-semantic-models#630',
    'urn:uuid:374D95FC-9457-4A51-BD6A-0BBA133845A8',
    'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
  ],
  [
    'I3: RFC 8141 §3.1',
    'URN:UUID:374d95fc-9457-4a51-bd6a-0bba133845a8',
    'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
  ],
  ['RFC 8141 §3.1', 'URN:Example:a%2fb%41', 'urn:example:a%2FbA'],
  ['RFC 3986 §6.2.2.1', 'HTTP://Parts.Example/Seat?Q=a#F', 'http://parts.example/Seat?Q=a#F'],
  ['RFC 3986 §6.2.3', 'https://parts.example:443', 'https://parts.example/'],
  ['RFC 3986 §6.2.3', 'http://parts.example:/seat', 'http://parts.example/seat'],
  ['RFC 3986 §6.2.2.2', 'https://parts.example/%7eseat%2f', 'https://parts.example/~seat%2F'],
  ['RFC 3986 §5.2.4', 'https://parts.example/a/./b/../c', 'https://parts.example/a/c'],
  ['RFC 3986 §5.2.4', 'https://parts.example/a/..', 'https://parts.example/'],
  ['what has no rule of its own', 'geo:50.94,6.92', 'geo:50.94,6.92'],
])('%s: %s is %s', (_, spelling, canonical) => {
  expect(canonicalLink(spelling)).toBe(canonical);
});

test.each([
  ['I4: gs1/EPCIS#192', 'https://id.gs1.org/21/W1/01/10614141000019'],
  ['I4: by its short names', 'https://a.example/ser/W1/gtin/10614141000019'],
  ['I4: a lot before its GTIN', 'https://id.gs1.org/10/L1/01/10614141000019'],
  ['I4: an extension before its GLN', 'https://id.gs1.org/254/12/414/4012345000054'],
  ['I4: a serial before its part reference', 'https://id.gs1.org/8011/12/8010/4012345AB'],
  ['I4: escaped', 'https://id.gs1.org/2%31/W1/%301/10614141000019'],
  ['the lot after the serial', 'https://id.gs1.org/01/10614141000019/21/W1/10/L1'],
  ['the variant after the lot', 'https://id.gs1.org/01/10614141000019/10/L1/22/V'],
  ['a qualifier twice', 'https://id.gs1.org/01/10614141000019/21/W1/21/W2'],
  ['a qualifier of another key', 'https://id.gs1.org/00/340123451111111111/21/W1'],
  ['a qualifier without value', 'https://id.gs1.org/01/10614141000019/21'],
  ['a serial of 21 characters', `https://id.gs1.org/01/10614141000019/21/${'A'.repeat(21)}`],
  ['a serial with a character that GS1 has not', 'https://id.gs1.org/01/10614141000019/21/A~B'],
  ['the serial in the query', 'https://id.gs1.org/01/10614141000019?21=W1'],
  ['the extension in the query', 'https://id.gs1.org/414/4012345000054?x=1&254=12'],
])('%s: %s names nothing', (_, spelling) => {
  expect(whyNoLink(spelling)).toEqual(expect.any(String));
  expect(canonicalLink(spelling)).not.toMatch(/^https:\/\/id\.gs1\.org\/01\/10614141000019$/);
});

describe('what was captured when ids were read otherwise', () => {
  test.each([
    ['HTTPS://ID.GS1.ORG/01/04012345111118/21/ABC', 'HTTPS://ID.GS1.ORG/01/04012345111118/21/ABC'],
    ['https://a.example/01/04012345111118/21/A+B', 'https://a.example/01/04012345111118/21/A+B'],
    ['https://a.example/01/04012345111118/21/%41BC', 'https://id.gs1.org/01/04012345111118/21/%41BC'],
    ['urn:epc:id:sgtin:4012345.011111.A%2fB', 'https://id.gs1.org/01/04012345111118/21/A%2fB'],
    ['urn:epc:id:sgtin:4012345.011111.A(B', 'https://id.gs1.org/01/04012345111118/21/A%28B'],
    ['urn:uuid:374D95FC-9457-4A51-BD6A-0BBA133845A8', 'urn:uuid:374D95FC-9457-4A51-BD6A-0BBA133845A8'],
  ])('%s stood under %s', (spelling, key) => {
    expect(formerLink(spelling)).toBe(key);
    expect([canonicalLink(spelling), ...formerKeys(spelling)]).toContain(key);
  });

  test('is looked for elsewhere only where it may be', () => {
    expect(formerKeys('urn:epc:id:sgtin:4012345.011111.9876')).toEqual([]);
    expect(formerKeys('https://a.example/01/04012345111118/21/9876')).toEqual([]);
    expect(formerKeys('urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8')).toEqual([
      'urn:uuid:374D95FC-9457-4A51-BD6A-0BBA133845A8',
    ]);
  });
});
