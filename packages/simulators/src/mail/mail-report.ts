import type { Instant } from "@perennial/contract";
import type { StoredMail } from "./mail-store.ts";

/** How a mail did not arrive, or arrived after all. */
export interface BounceOptions {
  /** @default failed */
  readonly action?: "failed" | "delayed" | "delivered";
  /** The enhanced status code (RFC 3463). @default 5.1.1 */
  readonly status?: string;
  /** What the receiving server said. @default 550 and the status, "User unknown" */
  readonly diagnostic?: string;
}

const HOST = "mx.example.com";

/** A delivery status notification about a mail, with its header (RFC 3464). */
export function bounceOf(mail: StoredMail, at: Instant, options: BounceOptions = {}): string {
  const { action = "failed", status = "5.1.1" } = options;
  const { diagnostic = `550 ${status} <${mail.to[0]}>: User unknown` } = options;
  const fields = [
    `Reporting-MTA: dns; ${HOST}`,
    `Arrival-Date: ${mailDate(mail.at)}`,
    "",
    `Final-Recipient: rfc822; ${mail.to[0]}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${diagnostic}`,
  ];
  return reportMail({ mail, at, kind: "delivery-status", fields, to: mail.from });
}

/** A feedback report about a mail that its recipient called spam, with its header (RFC 5965). */
export function complaintOf(mail: StoredMail, at: Instant, feedback = "abuse"): string {
  const fields = [
    `Feedback-Type: ${feedback}`,
    "User-Agent: Simulator/1.0",
    "Version: 1",
    `Arrival-Date: ${mailDate(mail.at)}`,
  ];
  return reportMail({ mail, at, kind: "feedback-report", fields, to: "feedback@example.com" });
}

interface ReportParts {
  readonly mail: StoredMail;
  readonly at: Instant;
  readonly kind: "delivery-status" | "feedback-report";
  readonly fields: readonly string[];
  readonly to: string;
}

function reportMail({ mail, at, kind, fields, to }: ReportParts): string {
  const boundary = `report-${mail.id}`;
  const header = (mail.raw ?? Buffer.alloc(0)).toString("latin1").split(/\r?\n\r?\n/, 1);
  const part = (type: string, lines: readonly string[]) => [
    ...[`--${boundary}`, `Content-Type: ${type}`, "", ...lines, ""],
  ];
  return [
    `Date: ${mailDate(at)}`,
    `From: Mail Delivery System <MAILER-DAEMON@${HOST}>`,
    `To: <${to}>`,
    "Subject: Mail delivery report",
    "MIME-Version: 1.0",
    `Content-Type: multipart/report; report-type=${kind}; boundary="${boundary}"`,
    "",
    ...part("text/plain", [`This is the mail system at host ${HOST}.`]),
    ...part(`message/${kind}`, fields),
    ...part("text/rfc822-headers", header),
    `--${boundary}--`,
    "",
  ].join("\r\n");
}

/** As a header has it (RFC 5322, 3.3). */
function mailDate(at: Instant): string {
  return new Date(at).toUTCString().replace("GMT", "+0000");
}
