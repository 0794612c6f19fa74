/** The Core Business Vocabulary 2.0: bare words as EPCIS 2.0 JSON writes them. */
export const bizSteps = [
  'accepting', 'arriving', 'assembling', 'collecting', 'commissioning', 'consigning', 'creating_class_instance', 'cycle_counting',
  'decommissioning', 'departing', 'destroying', 'disassembling', 'dispensing', 'encoding', 'entering_exiting', 'holding', 'inspecting',
  'installing', 'killing', 'loading', 'other', 'packing', 'picking', 'receiving', 'removing', 'repackaging', 'repairing', 'replacing',
  'reserving', 'retail_selling', 'shipping', 'staging_outbound', 'stock_taking', 'stocking', 'storing', 'transporting', 'unloading',
  'unpacking', 'void_shipping', 'sensor_reporting', 'sampling',
] as const; // biome-ignore format: a list of words

/** The dispositions of CBV 2.0, 7.2, as bare names. */
export const dispositions = [
  'active', 'container_closed', 'damaged', 'destroyed', 'dispensed', 'disposed', 'encoded', 'expired', 'in_progress', 'in_transit',
  'inactive', 'no_pedigree_match', 'non_sellable_other', 'partially_dispensed', 'recalled', 'reserved', 'retail_sold', 'returned',
  'sellable_accessible', 'sellable_not_accessible', 'stolen', 'unknown', 'available', 'completeness_verified', 'completeness_inferred',
  'conformant', 'container_open', 'mismatch_instance', 'mismatch_class', 'mismatch_quantity', 'needs_replacement', 'non_conformant',
  'unavailable',
] as const; // biome-ignore format: a list of words

export const bizTransactionTypes = [
  'bol', 'cert', 'desadv', 'inv', 'pedigree', 'po', 'poc', 'prodorder', 'recadv', 'rma', 'testprd', 'testres', 'upevt',
] as const; // biome-ignore format: a list of words

export const partyTypes = ['owning_party', 'possessing_party', 'location'] as const;
export const errorReasons = ['did_not_occur', 'incorrect_data'] as const;
export const actions = ['ADD', 'OBSERVE', 'DELETE'] as const;
/** The types of event of EPCIS 2.0. */
export const eventTypes = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const;

export const measurementTypes = [
  'AbsoluteHumidity', 'AbsorbedDose', 'AbsorbedDoseRate', 'Acceleration', 'Radioactivity', 'Altitude', 'AmountOfSubstance',
  'AmountOfSubstancePerUnitVolume', 'Angle', 'AngularAcceleration', 'AngularMomentum', 'AngularVelocity', 'Area', 'Capacitance',
  'Conductance', 'Conductivity', 'Count', 'Density', 'Dimensionless', 'DoseEquivalent', 'DoseEquivalentRate', 'DynamicViscosity',
  'ElectricCharge', 'ElectricCurrent', 'ElectricCurrentDensity', 'ElectricFieldStrength', 'Energy', 'Exposure', 'Force', 'Frequency',
  'Illuminance', 'Inductance', 'Irradiance', 'KinematicViscosity', 'Length', 'LinearMomentum', 'Luminance', 'LuminousFlux',
  'LuminousIntensity', 'MagneticFlux', 'MagneticFluxDensity', 'MagneticVectorPotential', 'Mass', 'MassConcentration', 'MassFlowRate',
  'MassPerAreaTime', 'MemoryCapacity', 'MolalityOfSolute', 'MolarEnergy', 'MolarMass', 'MolarVolume', 'Power', 'Pressure', 'RadiantFlux',
  'RadiantIntensity', 'RelativeHumidity', 'Resistance', 'Resistivity', 'SolidAngle', 'SpecificVolume', 'Speed', 'SurfaceDensity',
  'SurfaceTension', 'Temperature', 'Time', 'Torque', 'Voltage', 'Volume', 'VolumeFlowRate', 'VolumeFraction', 'VolumetricFlux',
  'Wavenumber',
] as const; // biome-ignore format: a list of words

export const alertTypes = ['ALARM_CONDITION', 'ERROR_CONDITION'] as const;
export const components = [
  'x', 'y', 'z', 'axial_distance', 'azimuth', 'height', 'spherical_radius', 'polar_angle', 'elevation_angle', 'easting', 'northing',
  'latitude', 'longitude', 'altitude',
] as const; // biome-ignore format: a list of words

/** What a bare word stands for in front of the web: the term's address without the word. */
export const terms = {
  bizStep: 'https://ref.gs1.org/cbv/BizStep-',
  disposition: 'https://ref.gs1.org/cbv/Disp-',
  bizTransaction: 'https://ref.gs1.org/cbv/BTT-',
  party: 'https://ref.gs1.org/cbv/SDT-',
  errorReason: 'https://ref.gs1.org/cbv/ER-',
  component: 'https://ref.gs1.org/cbv/Comp-',
  measurement: 'https://gs1.org/voc/',
  alert: 'https://gs1.org/voc/',
} as const;
/** A kind of term of the Core Business Vocabulary. */
export type Term = keyof typeof terms;

/** The older URN form of the same terms. */
const URNS: readonly (readonly [urn: string, term: Term])[] = [
  ['urn:epcglobal:cbv:bizstep:', 'bizStep'],
  ['urn:epcglobal:cbv:disp:', 'disposition'],
  ['urn:epcglobal:cbv:btt:', 'bizTransaction'],
  ['urn:epcglobal:cbv:sdt:', 'party'],
  ['urn:epcglobal:cbv:er:', 'errorReason'],
];

/** A term's web address, whether it came as a bare word, a URN or an address. */
export function expandTerm(term: Term, value: string): string {
  return value.includes(':') ? expandUrn(value) : terms[term] + value;
}

/** A vocabulary URN as the web address it became; other text as it is. */
export function expandUrn(value: string): string {
  if (!value.startsWith('urn:epcglobal:cbv:')) return value;
  const found = URNS.find(([urn]) => value.startsWith(urn));
  return found ? terms[found[1]] + value.slice(found[0].length) : value;
}

/** The bare word of a term, whichever way it was written: the rules compare words. */
export function bareTerm(term: Term, value: string): string {
  const address = expandTerm(term, value);
  return address.startsWith(terms[term]) ? address.slice(terms[term].length) : address;
}
