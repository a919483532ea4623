/** What a report quotes of the message that it is about. */
export interface Quoted {
  readonly messageId: string;
  readonly proof?: string;
}

/** A bounce as Postfix writes it (RFC 3464). */
export function bounce(quoted: Quoted, parts: BounceParts = {}): string {
  const { action = "failed", status = "5.1.1", to = "studs@elbolaget.example" } = parts;
  const { diagnostic = "smtp; 550 5.1.1 <anna.ek@example.com>: Recipient address rejected" } =
    parts;
  return report("delivery-status", to, [
    ["message/delivery-status", deliveryStatus(action, status, diagnostic)],
    ["message/rfc822", quotedMessage(quoted)],
  ]);
}

/** What a bounce says. */
export interface BounceParts {
  readonly action?: string;
  readonly status?: string;
  readonly diagnostic?: string;
  readonly to?: string;
}

/** A complaint as a feedback loop sends it (RFC 5965). */
export function complaint(quoted: Quoted, feedback = "abuse"): string {
  const fields = [
    `Feedback-Type: ${feedback}`,
    "User-Agent: SomeGenerator/1.0",
    "Version: 1",
    "Original-Rcpt-To: <user@example.com>",
    "Received-Date: Mon, 02 Mar 2026 09:59:00 +0100",
  ];
  return report("feedback-report", "fbl@elbolaget.example", [
    ["message/feedback-report", fields.join("\r\n")],
    ["text/rfc822-headers", quotedMessage(quoted)],
  ]);
}

function deliveryStatus(action: string, status: string, diagnostic: string): string {
  return [
    "Reporting-MTA: dns; mx.example.com",
    "Arrival-Date: Mon,  2 Mar 2026 10:00:00 +0100 (CET)",
    "",
    "Final-Recipient: rfc822; anna.ek@example.com",
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: ${diagnostic.replace(": ", ":\r\n    ")}`,
  ].join("\r\n");
}

function quotedMessage({ messageId, proof }: Quoted): string {
  return [
    "Return-Path: <studs@elbolaget.example>",
    "From: Elbolaget <kundtjanst@elbolaget.example>",
    "Subject: =?UTF-8?Q?Ditt_elavtal_g=C3=A5r_ut?=",
    `Message-ID: <${messageId}>`,
    ...(proof === undefined ? [] : [`X-Perennial-Proof: ${proof}`]),
    "",
    "Hej Anna!",
  ].join("\r\n");
}

function report(type: string, to: string, parts: readonly (readonly [string, string])[]): string {
  const boundary = "2EA4F8.1772442000/mx.example.com";
  const all: readonly (readonly [string, string])[] = [
    ["text/plain; charset=utf-8", "This is the mail system at host mx.example.com."],
    ...parts,
  ];
  return [
    "Date: Mon,  2 Mar 2026 10:00:05 +0100 (CET)",
    "From: MAILER-DAEMON@mx.example.com (Mail Delivery System)",
    "Subject: Undelivered Mail Returned to Sender",
    `To: ${to}`,
    `Content-Type: multipart/report; report-type=${type};`,
    `\tboundary="${boundary}"`,
    "MIME-Version: 1.0",
    "",
    "This is a MIME-encapsulated message.",
    "",
    ...all.flatMap(([kind, body]) => [`--${boundary}`, `Content-Type: ${kind}`, "", body, ""]),
    `--${boundary}--`,
    "",
  ].join("\r\n");
}
