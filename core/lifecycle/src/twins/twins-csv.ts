/** A line of an export of twins. */
export interface TwinLine {
  readonly id: string;
  /** SHA-256 of the e-mail address without blanks around it and in lower case, in hexadecimal digits. */
  readonly emailSha256: string;
  readonly points: number;
  readonly reasons: readonly string[];
}

/** The file of an export of twins: as readers of CSV expect it (RFC 4180), with lines in the order they came. */
export function twinsCsv(lines: readonly TwinLine[]): string {
  const rows = lines.map(({ id, emailSha256, points, reasons }) =>
    [cell(id), emailSha256, String(points), cell(reasons.join("; "))].join(","),
  );
  return `${["id,email_sha256,points,reasons", ...rows].join("\r\n")}\r\n`;
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
