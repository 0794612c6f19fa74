import { pictureOf, stayingIn } from '../../chaincode/src/kit/describe/picture';
import { defineLife } from '../../chaincode/src/kit/life';

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

test('statuses that many steps leave together stand in one box, with one arrow a step', () => {
  const loan = defineLife('loan', ['agreed', 'active', 'late', 'lost', 'closed'], 'agreed', {
    payOut: { by: 'lender', from: ['agreed'], to: 'active' },
    fall: { by: 'lender', from: ['active'], to: 'late' },
    pay: { by: 'borrower', from: ['active', 'late'], to: ['=', 'closed'] },
    settle: { by: 'lender', from: ['active', 'late'], to: 'closed' },
    lose: { by: 'lender', from: ['active', 'late'], to: 'lost' },
    recover: { by: 'lender', from: ['active', 'late', 'lost'], to: 'closed' },
    note: { by: 'lender', from: ['agreed', 'active', 'late', 'lost', 'closed'], to: '=' },
  });
  expect(pictureOf(loan)).toBe(
    [
      'stateDiagram-v2',
      '  state "active or late or lost" as box2 {',
      '    lost',
      '    state "active or late" as box1 {',
      '      active',
      '      late',
      '    }',
      '  }',
      '  [*] --> agreed',
      '  agreed --> active: payOut (lender)',
      '  active --> late: fall (lender)',
      '  box1 --> closed: pay (borrower)<br>settle (lender)',
      '  box1 --> lost: lose (lender)',
      '  box2 --> closed: recover (lender)',
    ].join('\n'),
  );
  expect(stayingIn(loan)).toBe(
    'The status may stay as it is: in *active*, *late* pay (borrower); in any status note (lender).',
  );
});
