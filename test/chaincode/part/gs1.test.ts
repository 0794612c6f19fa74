import fc from 'fast-check';
import { isLinkChecked, urnOfLink } from '../../../chaincode/src/part/gs1/urn';
import { checkDigit, isChecked } from '../../../chaincode/src/part/gs1/key';
import { linkOfUrn } from '../../../chaincode/src/part/gs1/scheme';
import { canonicalLink } from '../../../chaincode/src/part/gs1/link';

describe('an EPC URN', () => {
  test.each([
    ['id:sgtin:4012345.011111.9876', '01/04012345111118/21/9876'],
    ['id:sgtin:4012345.011111.98%22', '01/04012345111118/21/98%22'],
    ['id:sgtin:415056789012.0.987654', '01/04150567890128/21/987654'],
    ['id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()', '01/80614141123458/21/6789%2F%26%25%22%21%3F%28%29'],
    ['id:sscc:4012345.3111111111', '00/340123451111111111'],
    ['id:sgln:4012345.00005.122', '414/4012345000054/254/122'],
    ['id:sgln:4012345.00005.0', '414/4012345000054'],
    ['id:sgln:999999999999..7', '414/9999999999994/254/7'],
    ['id:grai:4012345.00022.334455', '8003/04012345000221334455'],
    ['id:giai:4012345.ABC345', '8004/4012345ABC345'],
    ['id:gsrn:4012345.0000006765', '8018/401234500000067657'],
    ['id:gsrnp:4012345.0000000007', '8017/401234500000000074'],
    ['id:gdti:4012345.00009.PO-4711', '253/4012345000092PO-4711'],
    ['id:gdti:987659999999..9', '253/98765999999929'],
    ['id:cpi:0614141.11111111111111-A%23%2F.1234', '8010/061414111111111111111-A%23%2F/8011/1234'],
    ['id:sgcn:4012345.99999.44', '255/401234599999044'],
    ['id:ginc:0614141.xyz47%2F11', '401/0614141xyz47%2F11'],
    ['id:gsin:4012345.222333444', '402/40123452223334442'],
    ['id:itip:4012345.011111.01.02.987', '8006/040123451111180102/21/987'],
    ['id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7SDB', '01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7SDB'],
    ['id:pgln:4000001.00000', '417/4000001000005'],
    ['id:pgln:999999999999.', '417/9999999999994'],
    ['class:lgtin:4012345.012345.Lot987', '01/04012345123456/10/Lot987'],
    ['idpat:sgtin:4012345.012345.*', '01/04012345123456'],
    ['idpat:grai:4012345.99999.*', '8003/04012345999990'],
    ['idpat:gdti:4012345.11111.*', '253/4012345111118'],
    ['idpat:sgcn:4012345.22222.*', '255/4012345222227'],
    ['idpat:cpi:4012345.AB12.*', '8010/4012345AB12'],
    ['idpat:itip:4012345.012345.01.02.*', '8006/040123451234560102'],
    ['idpat:upui:4012345.012345.*', '01/04012345123456'],
  ])('urn:epc:%s becomes the link %s', (urn, link) => {
    expect(canonicalLink(`urn:epc:${urn}`)).toBe(`https://id.gs1.org/${link}`);
  });

  test.each([
    'urn:epc:id:sgtin:4012345.01111.9876',
    'urn:epc:id:sgtin:40123.01111111.9876',
    'urn:epc:id:sgtin:4012345.011111.',
    'urn:epc:id:sgtin:4012345.011111.123456789012345678901',
    'urn:epc:id:sscc:4012345.311111111',
    'urn:epc:id:nothing:4012345.1',
    'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
  ])('%s is no key and stays as it is', (urn) => {
    expect(linkOfUrn(urn)).toBeUndefined();
    expect(canonicalLink(urn)).toBe(urn);
  });
});

describe('a web address with a key', () => {
  test.each([
    ['https://id.gs1.org/gtin/09780345418913', '01/09780345418913'],
    ['https://example.com/gtin/09780345418913/21/765tz?abc=211121', '01/09780345418913/21/765tz'],
    ['http://example.de/gtin-8/01/97803111', '01/00000097803111'],
    ['http://us-company-with-upc.com/01/001122334455/ser/GHB', '01/00001122334455/21/GHB'],
    ['https://id.gs1.org/gtin/9780345418913/cpv/344/lot/1223/ser/765tz', '01/09780345418913/21/765tz'],
    ['https://id.gs1.org/gtin/9780345418913/cpv/344', '01/09780345418913'],
    ['https://id.gs1.org/itip/123456789101100190/cpv/ABCD', '8006/123456789101100190'],
    [
      'https://fashion-corp.com/8006/040123451234560102/10/Lot-123/21/ser987',
      '8006/040123451234560102/21/ser987',
    ],
    ['https://gs1.test.example.org/01/9780345418913/10/1223', '01/09780345418913/10/1223'],
    ['https://example.co.uk/party/4226350800008', '417/4226350800008'],
    ['https://id.gs1.org/414/4280000000002/254/12/', '414/4280000000002/254/12'],
    ['https://id.gs1.org/8010/0628165987/8011/9876', '8010/0628165987/8011/9876'],
    ['https://parts.example.com/shop/01/04012345111118/21/98%22#top', '01/04012345111118/21/98%22'],
  ])('%s becomes the link %s', (web, link) => {
    expect(canonicalLink(web)).toBe(`https://id.gs1.org/${link}`);
  });

  test.each([
    'http://example.org/123/4012345ABC987/456/4711',
    'http://id.gs1.org/01/9780345418913/99/utfgf',
    'http://example.de/abc/9780345418913',
    'http://example.de/01/97803',
    'https://id.gs1.org/8006/04012345123456/22/ABCD/10/XYZ',
    'https://example.com/gtin/about',
    'geo:50.94,6.92',
  ])('%s carries none and stays as it is', (web) => {
    expect(canonicalLink(web)).toBe(web);
  });
});

test.each([
  ['https://id.gs1.org/00/340123451111111111', 'urn:epc:id:sscc:4012345.3111111111'],
  [
    'https://id.gs1.org/01/80614141123458/21/6789%2F%26%25%22%21%3F%28%29',
    'urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()',
  ],
  ['https://id.gs1.org/414/4012345000054', 'urn:epc:id:sgln:4012345.00005.0'],
  ['https://id.gs1.org/8003/04012345000221334455', 'urn:epc:id:grai:4012345.00022.334455'],
  ['https://id.gs1.org/8006/040123451111180102/21/987', 'urn:epc:id:itip:4012345.011111.01.02.987'],
  ['https://id.gs1.org/01/04012345123456/10/Lot987', 'urn:epc:class:lgtin:4012345.012345.Lot987'],
  ['https://id.gs1.org/8010/4012345ABC/8011/123', 'urn:epc:id:cpi:4012345.ABC.123'],
])('the link %s with a prefix of seven digits is %s', (link, urn) => {
  expect(urnOfLink(link, 7)).toBe(urn);
});

test('a link with a wrong check digit has no URN', () => {
  expect(urnOfLink('https://id.gs1.org/01/04012345111119/21/9876', 7)).toBeUndefined();
  expect(isLinkChecked('https://id.gs1.org/01/04012345111119/21/9876')).toBe(false);
  expect(isLinkChecked('https://id.gs1.org/01/04012345111118/21/9876')).toBe(true);
  expect(isLinkChecked('urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8')).toBe(true);
});

const digitsOf = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const prefixed = fc
  .integer({ min: 6, max: 12 })
  .chain((prefix) => digitsOf(prefix).map((digits) => ({ prefix, digits })));
const serial = fc.stringMatching(/^[!')(*+,.0-9:;=A-Za-z_-]{1,20}$/);

test('a URN comes back from its link', () => {
  fc.assert(
    fc.property(prefixed, digitsOf(12), serial, ({ prefix, digits }, rest, text) => {
      const reference = rest.slice(0, 13 - prefix);
      const urn = `urn:epc:id:sgtin:${digits}.${reference}.${text}`;
      expect(urnOfLink(canonicalLink(urn), prefix)).toBe(urn);
    }),
  );
});

test('a link is its own canonical form', () => {
  fc.assert(
    fc.property(prefixed, digitsOf(12), serial, ({ prefix, digits }, rest, text) => {
      const link = canonicalLink(`urn:epc:id:sgtin:${digits}.${rest.slice(0, 13 - prefix)}.${text}`);
      expect(canonicalLink(link)).toBe(link);
    }),
  );
});

test('a check digit notices any single wrong digit', () => {
  fc.assert(
    fc.property(digitsOf(13), fc.nat(12), fc.integer({ min: 1, max: 9 }), (digits, at, shift) => {
      const wrong = digits.slice(0, at) + ((Number(digits[at]) + shift) % 10) + digits.slice(at + 1);
      expect(isChecked(wrong + checkDigit(digits))).toBe(false);
      expect(isChecked(digits + checkDigit(digits))).toBe(true);
    }),
  );
});
