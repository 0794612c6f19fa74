import { onPart } from '../records/part';
import { evaluate } from '../../kit/api';
import { partErrors as errors } from '../errors';
import { mayRead } from '../records/role';
import { serialPart } from '../catenax/serialpart';
import { bomAsBuilt } from '../catenax/bom';
import { ofThing } from './event';

/** Parts in the words of Catena-X. */
export const exportOperations = {
  exportSerialPart: evaluate({
    says: 'A part as Catena-X SerialPart 3.0.0, from the event that commissioned it.',
    by: mayRead,
    request: ofThing,
    loads: (named) => ({ part: onPart(named) }),
    response: serialPart,
    errors: [errors.NOT_CATENA],
  }),
  exportBom: evaluate({
    says: 'What was fitted into a part as Catena-X SingleLevelBomAsBuilt 3.0.0.',
    by: mayRead,
    request: ofThing,
    response: bomAsBuilt,
    errors: [errors.NOT_CATENA],
  }),
};
