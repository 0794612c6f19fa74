import { defineLife, pictureOf } from '../../chaincode/src/kit/life';

const life = defineLife('offer', ['open', 'accepted', 'withdrawn'], 'open', {
  accept: { by: 'buyer', from: ['open'], to: 'accepted' },
  withdraw: { by: ['seller', 'registrar'], from: ['open'], to: 'withdrawn' },
});

test('a step leads where the table says', () => {
  expect(life.step('accept', 'open')).toBe('accepted');
});

test('a step from elsewhere is refused with what is possible', () => {
  expect(() => life.step('accept', 'withdrawn')).toThrow(
    /WRONG_STATUS: The offer is withdrawn; accept needs it to be open\. From withdrawn the next steps are: none/,
  );
});

test('it knows its ends, its next steps and its picture', () => {
  expect(life.final).toEqual(['accepted', 'withdrawn']);
  expect(life.next('open')).toEqual(['accept', 'withdraw']);
  expect(pictureOf(life)).toContain('open --> withdrawn: withdraw (seller, registrar)');
});
