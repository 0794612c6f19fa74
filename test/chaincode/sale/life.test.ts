import { auctionLife, depositLife, listingLife, tradeLife } from '../../../chaincode/src/sale/life';
import { governs, person, type Row, staffOf } from '../governs';

const seller = person('registry/owner');
const buyer = person('registry/buyer');
const arbiter = staffOf('court', 'auditor');
const stranger = staffOf('insurer', 'insurer');

const LISTING: Readonly<Record<string, Row>> = {
  refresh: ['seller', 'listed', '='],
  unlist: ['seller', 'listed', 'withdrawn'],
  reserve: ['trade', 'listed', 'reserved'],
  award: ['auction', 'listed', 'reserved'],
  reopen: ['trade', 'reserved', 'listed'],
  sell: ['trade', 'reserved', 'sold'],
};
governs(listingLife, 'status', LISTING, {
  record: { status: '', seller: 'registry/owner' },
  sides: { seller },
  stranger,
  open: ['trade', 'auction'],
});
governs(listingLife, 'status', LISTING, {
  record: { status: '', seller: 'lender' },
  sides: { seller: staffOf('lender', 'lender'), former: person('registry/owner') },
  stranger,
  open: ['trade', 'auction'],
});

const TRADE: Readonly<Record<string, Row>> = {
  agree: ['seller buyer', 'offered agreed', 'offered agreed'],
  withdraw: ['seller buyer', 'offered agreed', 'withdrawn'],
  lapse: ['time', 'offered agreed', 'withdrawn'],
  fund: ['buyer', 'agreed', 'funded'],
  approve: ['registrar', 'offered agreed funded inspecting accepted rejected disputed', '='],
  handOver: ['seller', 'funded', 'inspecting'],
  accept: ['buyer', 'inspecting', 'accepted'],
  acceptSilently: ['time', 'inspecting', 'accepted'],
  settle: ['seller buyer registrar', 'accepted', 'settled'],
  reject: ['buyer', 'funded inspecting', 'rejected'],
  giveBack: ['seller', 'funded inspecting rejected', 'refunded'],
  refund: ['time', 'funded rejected disputed', 'refunded'],
  dispute: ['seller buyer', 'funded inspecting accepted rejected', 'disputed'],
  escalate: ['time', 'funded inspecting accepted rejected', 'disputed'],
  resolve: ['arbiter', 'disputed', 'resolved'],
  clawBack: ['time', 'funded inspecting accepted rejected disputed', 'clawedBack'],
};
governs(tradeLife, 'status', TRADE, {
  record: { status: '', seller: 'registry/owner', buyer: 'registry/buyer', arbiter: 'court' },
  sides: {
    ...{ seller, buyer, arbiter, registrar: staffOf('registry', 'registrar') },
    ...{
      auditor: staffOf('registry', 'auditor'),
      lender: staffOf('lender', 'lender'),
      other: person('registry/other'),
    },
  },
  stranger,
  open: ['time'],
});

const AUCTION: Readonly<Record<string, Row>> = {
  bid: ['anybody', 'open', '='],
  outbid: ['anybody', 'open', '='],
  close: ['anybody', 'open', '='],
  reveal: ['anybody', 'open', '='],
  revealReserve: ['anybody', 'open', '='],
  take: ['anybody', 'open', 'sold'],
  hammer: ['anybody', 'open', 'sold unsold'],
  forceEnd: ['auditor', 'open', 'annulled'],
};
governs(auctionLife, 'status', AUCTION, {
  record: { status: '' },
  sides: { auditor: staffOf('registry', 'auditor'), bidder: buyer },
  stranger,
});

const DEPOSIT: Readonly<Record<string, Row>> = {
  giveBack: ['auction', 'held', 'returned'],
  forfeit: ['auction', 'held', 'forfeited'],
  clawBack: ['auction', 'held', 'clawedBack'],
};
governs(depositLife, 'status', DEPOSIT, {
  record: { status: '', bidder: 'registry/buyer' },
  sides: { bidder: buyer },
  stranger,
  open: ['auction'],
});

test.each([
  [listingLife, 'sold withdrawn'],
  [tradeLife, 'settled refunded resolved withdrawn clawedBack'],
  [auctionLife, 'sold unsold annulled'],
  [depositLife, 'returned forfeited clawedBack'],
])('the ends of a life are these', (life, ends) => {
  expect(life.final.join(' ')).toBe(ends);
});
