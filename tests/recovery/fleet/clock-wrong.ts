/** Loaded before everything else, it has this process's machine clock be wrong by so many milliseconds. */
const wrongBy = Number(process.env.PERENNIAL_TEST_CLOCK_WRONG_BY ?? 0);
const RightDate = Date;

globalThis.Date = class extends RightDate {
  constructor(...given: readonly [] | readonly [string | number | Date]) {
    super(given.length === 0 ? RightDate.now() + wrongBy : given[0]);
  }
  static override now(): number {
    return RightDate.now() + wrongBy;
  }
} as DateConstructor;
