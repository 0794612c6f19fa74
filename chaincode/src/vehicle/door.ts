// What other rooms may do here.
export { certificateOf, judged } from './handlers/certificate';

export { readerOf } from './handlers/reader';

export { joinReading } from './handlers/reading';

export { mustAllow } from './life';

export { vehicleStatus } from './records/status';

export { accidentOf, damageOf } from './rules/accident';

export { addBrand } from './rules/brand';

export { holdersDuring } from './rules/title';

export { carryLien, endRepossession, noticeRepossession, openLiens, placeLien, releaseLien, repossess } from './rules/lien';

export { isGranted, isInterested } from './rules/question';

export { acceptTitle, offerTitle, offering, passTitle, withdrawOffer } from './rules/title';

export { wmiOf } from './rules/vin';

export { tables } from './tables';
