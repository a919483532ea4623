import { describe, expect, it } from "vitest";
import { acceptanceCounts } from "./acceptance.ts";

const asked = { writtenAcceptanceAfterCall: true };
const END = "2026-03-02T10:05:00.000Z";

describe("an acceptance after a call", () => {
  it("counts when it is written after the call has ended", () => {
    expect(acceptanceCounts("2026-03-02T10:05:00.001Z", END, asked)).toBe(true);
  });

  it("does not count during the call, nor at the moment it ends", () => {
    expect(acceptanceCounts("2026-03-02T10:04:00.000Z", END, asked)).toBe(false);
    expect(acceptanceCounts(END, END, asked)).toBe(false);
  });

  it("counts whenever it comes where no call led to it, or the law does not ask", () => {
    expect(acceptanceCounts("2026-03-02T10:04:00.000Z", undefined, asked)).toBe(true);
    expect(
      acceptanceCounts("2026-03-02T10:04:00.000Z", END, { writtenAcceptanceAfterCall: false }),
    ).toBe(true);
  });
});
