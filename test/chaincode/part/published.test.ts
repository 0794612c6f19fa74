import fc from 'fast-check';
import { openWorld } from '@roadbook/ledger';
import { canonicalLink, whyNoLink } from '../../../chaincode/src/part/gs1/link';
import { choice, things } from './spelling';
import { commission, happened, inspect } from './yard';

// EPC Tag Data Standard 1.13, examples of §7 (EPC and element string) and §12 (tag URIs); Digital Link by §4 of
// GS1 Digital Link 1.2 from the element string.

const EXAMPLES: readonly (readonly [urn: string, tag: string, link: string])[] = [
  ['id:sgtin:0614141.712345.32a%2Fb', 'sgtin-198:3.0614141.712345.32a%2Fb', '01/70614141123451/21/32a%2Fb'],
  ['id:sscc:0614141.1234567890', 'sscc-96:3.0614141.1234567890', '00/106141412345678908'],
  ['id:sgln:0614141.12345.32a%2Fb', 'sgln-195:3.0614141.12345.32a%2Fb', '414/0614141123452/254/32a%2Fb'],
  ['id:grai:0614141.12345.32a%2Fb', 'grai-170:3.0614141.12345.32a%2Fb', '8003/0061414112345232a%2Fb'],
  ['id:giai:0614141.32a%2Fb', 'giai-202:3.0614141.32a%2Fb', '8004/061414132a%2Fb'],
  ['id:gsrn:0614141.1234567890', 'gsrn-96:3.0614141.1234567890', '8018/061414112345678902'],
  ['id:gsrnp:0614141.1234567890', 'gsrnp-96:3.0614141.1234567890', '8017/061414112345678902'],
  ['id:gdti:0614141.12345.006847', 'gdti-174:3.0614141.12345.006847', '253/0614141123452006847'],
  [
    'id:cpi:0614141.5PQ7%2FZ43.12345',
    'cpi-var:3.0614141.5PQ7%2FZ43.12345',
    '8010/06141415PQ7%2FZ43/8011/12345',
  ],
  ['id:sgcn:4012345.67890.04711', 'sgcn-96:3.4012345.67890.04711', '255/401234567890104711'],
  [
    'id:itip:4012345.012345.04.04.32a%2Fb',
    'itip-212:3.4012345.012345.04.04.32a%2Fb',
    '8006/040123451234560404/21/32a%2Fb',
  ],
  ['id:ginc:0614141.xyz3311cba', '', '401/0614141xyz3311cba'],
  ['id:gsin:0614141.123456789', '', '402/06141411234567890'],
  ['id:pgln:1234567.89012', '', '417/1234567890128'],
  ['id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7SDB', '', '01/01234567894560/235/51qIgY)%3C%26Jp3*j7SDB'],
  ['class:lgtin:4012345.012345.998877', '', '01/04012345123456/10/998877'],
];

test.each(EXAMPLES)('TDS 1.13: urn:epc:%s, its tag %s and its link %s are one thing', (urn, tag, link) => {
  const key = canonicalLink(`https://id.gs1.org/${link}`);
  const bare = link.replaceAll('%2F', '%2f');
  for (const spelled of [
    `urn:epc:${urn}`,
    `URN:EPC:${urn}`,
    ...(tag === ''
      ? []
      : [`urn:epc:tag:${tag}`, `URN:EPC:TAG:${tag}`, `urn:epc:tag:${tag.replace(':3.', ':0.')}`]),
    `http://PARTS.example:80/a/b/${bare}?x=1#y`,
    `https://id.gs1.org/${link}`,
  ]) {
    expect([spelled, canonicalLink(spelled)]).toEqual([spelled, key]);
    expect(whyNoLink(spelled)).toBeUndefined();
  }
});

test.each(['gid-96:31415.271828.1414', 'usdod-96:3.CAGEY.5678', 'adi-var:3.35962.PQ7VZ4.M37GXB92'])(
  'TDS 1.13: the tag %s is its pure identity, though it has no link',
  (tag) => {
    const [scheme = ''] = tag.split('-');
    const rest = scheme === 'gid' ? tag.slice('gid-96:'.length) : tag.slice(tag.indexOf(':') + 3);
    expect(canonicalLink(`urn:epc:tag:${tag}`)).toBe(`urn:epc:id:${scheme}:${rest}`);
  },
);

const TAGS: Readonly<Record<string, string>> = {
  ...{ sgtin: '198', sscc: '96', sgln: '195', grai: '170', giai: '202', gsrn: '96', gsrnp: '96' },
  ...{ gdti: '174', sgcn: '96', cpi: 'var', itip: '212' },
};

test.each(Object.keys(TAGS))(
  'I1: a %s of any company prefix, as pure identity or as its tag with any filter, is one thing',
  (scheme) => {
    const thing = things[scheme];
    if (!thing) throw new Error(scheme);
    fc.assert(
      fc.property(thing, choice, fc.integer({ min: 0, max: 7 }), (one, { length }, filter) => {
        const { head, text } = one.urn(length);
        const written = text.replace(
          /["%&/<>?#]/g,
          (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
        );
        const urn = `${head}${written}`;
        const tag = urn.replace(`id:${scheme}:`, `tag:${scheme}-${TAGS[scheme]}:${filter}.`);
        expect(canonicalLink(tag)).toBe(canonicalLink(urn));
        expect(canonicalLink(urn)).toMatch(/^https:/);
      }),
    );
  },
);

describe('a URN of GS1 that is not as TDS writes it stands for itself, under the prefix that it begins with', () => {
  test.each([
    ['a digit too few', 'urn:epc:id:sgtin:4012345.01111.9876'],
    ['a digit too many', 'urn:epc:id:sgtin:4012345.0111111.9876'],
    ['no serial', 'urn:epc:id:sgtin:4012345.011111'],
    ['an empty serial', 'urn:epc:id:sgtin:4012345.011111.'],
    ['a serial of 21 characters', `urn:epc:id:sgtin:4012345.011111.${'9'.repeat(21)}`],
    ['a sign that no serial holds', 'urn:epc:id:sgtin:4012345.011111.98%7E76'],
    ['letters in a number', 'urn:epc:id:sscc:4012345.111111111A'],
    ['an SSCC with a serial', 'urn:epc:id:sscc:4012345.1111111111.1'],
    ['a serial of letters where digits stand', 'urn:epc:id:cpi:4012345.AB.X1'],
    ['a tag of it', 'urn:epc:tag:sgtin-96:3.4012345.01111.9876'],
  ])('%s', async (_, epc) => {
    expect(canonicalLink(epc)).toMatch(/^urn:epc:id:/);
    const { be } = await openWorld();
    const [maker, registrar] = [
      await be('manufacturer/bolts', 'supplier'),
      await be('registry/registrar', 'registrar'),
    ];
    await registrar.on.part.registerPrefix({ prefix: '4012345', company: 'Works AG', party: 'manufacturer' });
    await expect(maker.on.part.capture({ event: commission(epc) })).rejects.toMatchObject({
      code: 'PREFIX_OF_ANOTHER',
    });
  });
});

describe('what begins a GS1 key and names nothing is refused where a thing is meant, naming the field', () => {
  const wrong = [
    ['a qualifier before its key', 'https://id.gs1.org/21/W1/01/04012345111118'],
    ['a serial before its lot', 'https://id.gs1.org/01/04012345111118/21/W1/10/L1'],
    ['a serial twice', 'https://id.gs1.org/01/04012345111118/21/W1/21/W2'],
    ['a serial in the query', 'https://id.gs1.org/01/04012345111118?21=W1'],
  ] as const;

  test.each(wrong)('%s', async (_, epc) => {
    const { be } = await openWorld();
    const maker = await be('manufacturer/bolts', 'supplier');
    for (const event of [commission(epc), inspect(epc)])
      await expect(maker.on.part.capture({ event })).rejects.toMatchObject({
        code: 'LINK_MALFORMED',
        facts: { field: 'epcList' },
        message: expect.stringContaining('urn:epc:id:sgtin'),
      });
    const lots = happened({
      ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping' },
      quantityList: [{ epcClass: epc }],
    });
    await expect(maker.on.part.capture({ event: lots })).rejects.toMatchObject({
      code: 'LINK_MALFORMED',
      facts: { field: 'quantityList' },
    });
  });

  test.each([
    ['an element string', '(01)04012345111118(21)9876'],
    ['a bar code', '010401234511111821 9876'],
    ['a bare number', '04012345111118'],
  ])('%s is no URI', async (_, epc) => {
    const { be } = await openWorld();
    const maker = await be('manufacturer/bolts', 'supplier');
    const event = { ...inspect('urn:epc:id:sgtin:4012345.011111.9876'), epcList: [epc] };
    await expect(maker.on.part.capture({ event })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining('epcList'),
    });
  });

  test('and a registered prefix is not passed round by writing the tag', async () => {
    const { be } = await openWorld();
    const [maker, registrar] = [
      await be('manufacturer/bolts', 'supplier'),
      await be('registry/registrar', 'registrar'),
    ];
    await registrar.on.part.registerPrefix({ prefix: '4012345', company: 'Works AG', party: 'manufacturer' });
    const event = commission('urn:epc:tag:sgtin-96:1.4012345.011111.9876');
    await expect(maker.on.part.capture({ event })).rejects.toMatchObject({ code: 'PREFIX_OF_ANOTHER' });
  });
});
