/** Thrown where a value is asked of numbers that cannot give one, such as a share outside 0 to 1; the message says which and what to write instead. */
export class ValueError extends Error {
  override readonly name = "ValueError";
}
