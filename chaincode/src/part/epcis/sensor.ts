import { z } from 'zod';
import { decimal, open } from './extension';
import { address, isUri, uri } from '../../words/uri';
import { isTimestamp } from './timestamp';
import { alertTypes, components, measurementTypes } from './vocabulary';

/** A moment as EPCIS writes it, with its offset; any precision. */
export const timestamp = z
  .string()
  .max(64)
  .refine(isTimestamp, 'must be a date and time with an offset, like 2026-01-31T09:30:00.000+01:00')
  .meta({ format: 'date-time', examples: ['2026-01-31T09:30:00.000+01:00'] });

const other = (standard: RegExp) =>
  z
    .string()
    .max(300)
    .refine((text) => isUri(text), 'must be a word of the vocabulary, or the URI of another')
    .refine((text) => !standard.test(text), 'must be written as the bare word of the vocabulary');

/** A bare word of the vocabulary, or the URI of somebody else's term. */
export const word = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.union([z.enum(words), other(/^(?:urn:epcglobal:cbv|https?:\/\/ns\.gs1\.org\/cbv\/)/)]);
const webWord = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.union([z.enum(words), other(/^https?:\/\/(?:www\.)?gs1\.org\/voc\//)]);

const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((written) => written.isWellFormed(), 'must not hold half of a character');
const quantity = decimal.meta({ description: 'decimal; carried, never computed with' });

const sources = {
  deviceID: uri.exactOptional(),
  deviceMetadata: address.exactOptional(),
  rawData: address.exactOptional(),
  dataProcessingMethod: address.exactOptional(),
  bizRules: address.exactOptional(),
};

export const sensorReport = open({
  type: webWord(measurementTypes),
  exception: webWord(alertTypes).exactOptional(),
  ...sources,
  time: timestamp.exactOptional(),
  microorganism: uri.exactOptional(),
  chemicalSubstance: uri.exactOptional(),
  coordinateReferenceSystem: uri.exactOptional(),
  value: quantity.exactOptional(),
  component: word(components).exactOptional(),
  stringValue: text(10_000).exactOptional(),
  booleanValue: z.boolean().exactOptional(),
  hexBinaryValue: z
    .string()
    .max(10_000)
    .regex(/^[A-Fa-f0-9]+$/, 'must be hexadecimal')
    .exactOptional(),
  uriValue: address.exactOptional(),
  minValue: quantity.exactOptional(),
  maxValue: quantity.exactOptional(),
  meanValue: quantity.exactOptional(),
  sDev: quantity.exactOptional(),
  percRank: quantity.exactOptional(),
  percValue: quantity.exactOptional(),
  uom: text(100).exactOptional(),
});

export const sensorElement = open({
  sensorMetadata: open({
    time: timestamp.exactOptional(),
    ...sources,
    startTime: timestamp.exactOptional(),
    endTime: timestamp.exactOptional(),
  }).exactOptional(),
  sensorReport: z.array(sensorReport).min(1).max(20),
});
