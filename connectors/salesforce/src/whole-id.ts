const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
const SHORT = 15;

/**
 * An id with the three letters that make it count whatever the case (Salesforce Help, "Convert 15-character IDs to 18-character
 * IDs"): each stands for five of the id's characters and says which of them are capitals. Others are given back as they are.
 */
export function wholeId(id: string): string {
  if (id.length !== SHORT) return id;
  const suffix = [0, 5, 10].map((from) => {
    const bits = [...id.slice(from, from + 5)].map((letter, place) =>
      letter >= "A" && letter <= "Z" ? 2 ** place : 0,
    );
    return LETTERS[bits.reduce<number>((sum, bit) => sum + bit, 0)];
  });
  return id + suffix.join("");
}
