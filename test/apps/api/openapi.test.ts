import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { type Api, apis, namesOf } from '@roadbook/chaincode/api';
import { openapi } from '@roadbook/api';
import { addresses } from '../../../apps/api/src/epcis/routes';
import { fixedParameters as parameters } from '../../../apps/api/src/epcis/query/language';
import { event } from './server';

type Node = ReturnType<typeof JSON.parse>;
const document: Node = JSON.parse(JSON.stringify(openapi()));
const rooms = Object.values(apis) as unknown as readonly Api[];

/** Every value under a name, anywhere. */
function all(node: Node, name: string): Node[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node as object).flatMap(([key, inner]) => [
    ...(key === name ? [inner] : []),
    ...all(inner, name),
  ]);
}
const resolve = (ref: string): Node =>
  ref
    .slice(2)
    .split('/')
    .reduce((node: Node, step) => node?.[step], document);

test('every operation of every room is there, with who may call it and how it refuses', () => {
  for (const { room, operations } of rooms)
    for (const name of namesOf({ room, says: '', operations })) {
      const { post } = document.paths[`/rooms/${room}/${name}`];
      expect(post.operationId).toBe(`${room}.${name}`);
      expect(post['x-roadbook'].by.length).toBeGreaterThan(0);
    }
  expect(document.paths['/rooms/part/capture'].post['x-roadbook'].refusals).toContain('NOT_IN_CUSTODY');
  expect(document['x-roadbook-refusals'].map(({ code }: Node) => code)).toContain('NOT_ALLOWED');
});

test('what is flat has a GET with a parameter for each field; what is nested, private or changes something has none', () => {
  const { get } = document.paths['/rooms/part/listEvents'];
  const own = get.parameters.filter(({ $ref }: Node) => $ref === undefined);
  expect(own.map(({ name, required }: Node) => [name, required])).toEqual([
    ['size', false],
    ['after', false],
    ['epc', true],
  ]);
  for (const path of ['part/capture', 'part/keepPrice', 'part/countAffected'])
    expect(document.paths[`/rooms/${path}`].get).toBeUndefined();
});

test('private facts have a place of their own', () => {
  const { schema } = document.paths['/rooms/part/keepPrice'].post.requestBody.content['application/json'];
  expect(schema.required).toEqual(['request', 'private']);
});

test('every address of EPCIS is there, with every parameter', () => {
  for (const [path, ...methods] of addresses) {
    const name = path === '/' ? '' : path.replaceAll(/:(\w+)/g, '{$1}');
    expect(Object.keys(document.paths[`/epcis${name}`])).toEqual(
      expect.arrayContaining(methods.map((one) => one.toLowerCase())),
    );
  }
  const names = document.paths['/epcis/events'].get.parameters.map(({ name }: Node) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      ...Object.keys(parameters),
      'perPage',
      'nextPageToken',
      'EQ_bizTransaction_{type}',
      'GE_value_{uom}',
    ]),
  );
});

test('every reference leads somewhere, and ids of operations are unique', () => {
  const refs = all(document, '$ref').filter((ref) => typeof ref === 'string');
  expect(refs.length).toBeGreaterThan(1000);
  expect(refs.filter((ref) => resolve(ref) === undefined)).toEqual([]);
  const ids = all(document, 'operationId');
  expect(new Set(ids).size).toBe(ids.length);
});

test('what is said in many places is said once: the document stays readable for tools', () => {
  expect(JSON.stringify(document).length).toBeLessThan(2_700 * Object.keys(document.paths).length);
});

test('its schemas accept what the server accepts and refuse what it refuses', () => {
  const ajv = addFormats(new Ajv({ strict: false }));
  ajv.addSchema({ $id: 'roadbook', components: document.components });
  const within = JSON.parse(
    JSON.stringify(
      document.paths['/rooms/part/capture'].post.requestBody.content['application/json'].schema,
    ).replaceAll('"#/', '"roadbook#/'),
  );
  const accepts = ajv.compile(within);
  expect(accepts({ event: event() })).toBe(true);
  expect(accepts({ event: { ...event(), action: 'MOVE' } })).toBe(false);
  expect(accepts({})).toBe(false);
});

test('only the description and the health are open', () => {
  expect(document.security).toEqual([{ token: [] }]);
  const open = Object.entries(document.paths as object).filter(
    ([, path]) => all(path, 'security').length > 0,
  );
  expect(open.map(([path]) => path)).toEqual(['/health', '/openapi.json']);
});
