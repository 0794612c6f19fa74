// Loaded before everything else into a process (node --require): its clock is off by ROADBOOK_CLOCK_OFF milliseconds.
const off = Number(process.env.ROADBOOK_CLOCK_OFF ?? 0);
const TrueDate = Date;

globalThis.Date = class extends TrueDate {
  constructor(...given) {
    super(...(given.length === 0 ? [TrueDate.now() + off] : given));
  }

  static now() {
    return TrueDate.now() + off;
  }
};
