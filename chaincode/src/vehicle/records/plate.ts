import { z } from 'zod';
import { table } from '../../kit/table';
import { sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';

/** A plate is on one vehicle at a time: its tag is a key. */
export const Plate = z.strictObject({ plateTag: sha256Hex, vin, since: instant });

export const plates = table({ kind: 'plate', v: 1, schema: Plate, id: (record) => [record.plateTag] });
