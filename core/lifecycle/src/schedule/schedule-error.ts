/** Thrown where a date, duration or zone cannot be read or reckoned with; the message says which and what to write instead. */
export class ScheduleError extends Error {
  override readonly name = "ScheduleError";
}
