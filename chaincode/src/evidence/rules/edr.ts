const TRIGGER_KMH = 8;
const TRIGGER_SAMPLES = 15;

/** 49 CFR 563.5: a change of 8 km/h or more within 150 ms begins a record. */
export const isTriggered = (deltaVLongitudinal: readonly number[]): boolean =>
  deltaVLongitudinal.some((speed, at) =>
    deltaVLongitudinal
      .slice(Math.max(0, at - TRIGGER_SAMPLES), at)
      .some((before) => Math.abs(speed - before) >= TRIGGER_KMH),
  );
