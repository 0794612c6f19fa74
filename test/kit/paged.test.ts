import { entriesOf, everyApi, pageIn, schemaOf } from '@roadbook/chaincode/api';

const paged = everyApi.flatMap(entriesOf).flatMap((entry) => {
  const { properties = {} } = schemaOf(entry.response);
  return properties['next'] && properties['items']
    ? [[`${entry.room}.${entry.name}`, schemaOf(entry.request)] as const]
    : [];
});

test('there are queries that answer pages', () => expect(paged.length).toBeGreaterThan(50));

test.each(paged)(
  'F4, %s asks for a page with size and after beside its other fields, and for none',
  (_, request) => {
    const { properties = {}, required = [] } = request;
    expect(Object.keys(properties)).toContain('after');
    expect(required.filter((field) => ['page', 'size', 'after'].includes(field))).toEqual([]);
  },
);

test('F4, the record `page` of before is taken still, and a field beside it counts', () => {
  expect(pageIn({ page: { size: 5, after: 'a' } })).toEqual({ size: 5, after: 'a' });
  expect(pageIn({ size: 7, page: { size: 5, after: 'a' } })).toEqual({ size: 7, after: 'a' });
  expect(pageIn({ after: 'b' })).toEqual({ after: 'b' });
  expect(pageIn({})).toEqual({});
});
