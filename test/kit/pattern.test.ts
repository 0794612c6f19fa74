import { textLike } from '../../chaincode/src/kit/describe/pattern';

test.each([
  ['^[0-9a-f]{64}$', '0123456789abcdef'.repeat(4)],
  ['^[A-Z]{2}(-[A-Z0-9]{1,3})?$', 'AB'],
  ['^([01]\\d|2[0-3]):[0-5]\\d$', '00:00'],
  ['^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$', 'urn:uuid:01234567-0123-0123-0123-0123456789ab'],
  ['^BPNL[a-zA-Z0-9]{12}$', 'BPNLabcdefghijkl'],
  ['^\\d+(?:\\.\\d+)*$', '0'],
  ['^(?:a|b+)c?$', 'a'],
  ['^[^a]x*\\x41$', '0A'],
  ['^[\\w-]{3}$', 'abc'],
  ['^https:\\/\\/[A-Za-z0-9.-]{1,253}(:\\d{1,5})?$', 'https://A'],
])('a text for %s', (pattern, text) => {
  expect(text).toMatch(new RegExp(pattern));
  expect(textLike(pattern)).toBe(text);
});

test('what is not read here is no text, rather than a wrong one', () => {
  expect(textLike('^(?=.*b)a+$')).toBeUndefined();
  expect(textLike('^(a)\\1$')).toBeUndefined();
});
