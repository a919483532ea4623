/** A text of at most so many letters; one that is longer ends with an ellipsis. */
export function shortened(text: string, most: number): string {
  const whole = text.toWellFormed();
  return whole.length > most ? `${whole.slice(0, most - 1).toWellFormed()}…` : whole;
}
