import type { EpcisDocument, EpcisEvent } from '@roadbook/chaincode/api';

/** A company prefix that GS1 keeps for examples. */
const PREFIX = '9521141';

const serial = (story: string): string => story.padStart(6, '0');

/**
 * Identifiers of the story's things, as GS1 URNs: an eight-speed gearbox, a battery of 75 kWh, and the car.
 */
export const thingsOf = (story: string) => ({
  gearbox: `urn:epc:id:sgtin:${PREFIX}.080812.GB8-${serial(story)}`,
  battery: `urn:epc:id:sgtin:${PREFIX}.075031.HV75-${serial(story)}`,
  car: `urn:epc:id:giai:${PREFIX}.RB3-${serial(story)}`,
});

const supplierPlant = { id: `urn:epc:id:sgln:${PREFIX}.00005.0` };
const assemblyLine = { id: `urn:epc:id:sgln:${PREFIX}.00006.0` };

const at = (moment: Date, minutes: number) => ({
  eventTime: new Date(moment.getTime() + minutes * 60_000).toISOString(),
  eventTimeZoneOffset: '+00:00',
});

const documentOf = (moment: Date, ...eventList: EpcisEvent[]): EpcisDocument => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: moment.toISOString(),
  epcisBody: { eventList },
});

/**
 * EPCIS 2.0 documents of one car: its parts made, sent, received, and fitted for good. Times lie before
 * `moment`.
 */
export function documentsOf(story: string, moment: Date) {
  const { gearbox, battery, car } = thingsOf(story);
  const seen = { action: 'OBSERVE' as const, type: 'ObjectEvent' as const, epcList: [gearbox, battery] };
  return {
    made: documentOf(moment, {
      ...{ ...at(moment, -50), type: 'ObjectEvent', action: 'ADD', epcList: [gearbox, battery] },
      ...{
        bizStep: 'commissioning',
        disposition: 'active',
        readPoint: supplierPlant,
        bizLocation: supplierPlant,
      },
    }),
    sent: documentOf(moment, {
      ...at(moment, -40),
      ...seen,
      bizStep: 'shipping',
      disposition: 'in_transit',
      readPoint: supplierPlant,
    }),
    received: documentOf(moment, {
      ...at(moment, -30),
      ...seen,
      bizStep: 'receiving',
      disposition: 'in_progress',
      readPoint: assemblyLine,
    }),
    built: documentOf(
      moment,
      {
        ...{ ...at(moment, -20), type: 'ObjectEvent', action: 'ADD', epcList: [car] },
        ...{ bizStep: 'commissioning', disposition: 'active', readPoint: assemblyLine },
      },
      {
        ...{
          ...at(moment, -10),
          type: 'AssociationEvent',
          action: 'ADD',
          parentID: car,
          childEPCs: [gearbox, battery],
        },
        ...{ bizStep: 'assembling', readPoint: assemblyLine },
      },
    ),
  };
}
