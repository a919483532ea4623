import { describe, expect, test } from "vitest";
import { readBody } from "./mail-body.ts";
import { decodeWords, readAddresses, readHeader } from "./mail-headers.ts";

const mail = (...lines: string[]) => Buffer.from(lines.join("\r\n"));

describe("the header", () => {
  test("is unfolded and its encoded words are read", () => {
    const header = readHeader(
      mail(
        "Subject: =?UTF-8?Q?Ditt_elavtal_l=C3=B6per?=",
        " =?UTF-8?Q?_ut?=",
        "To: Anna <a@example.com>",
        "",
        "Hej",
      ),
    );
    expect(header.text("subject")).toBe("Ditt elavtal löper ut");
    expect(header.all("to")).toEqual(["Anna <a@example.com>"]);
  });

  test("words in base64 and in Latin-1 are read too", () => {
    expect(decodeWords("=?utf-8?B?w6XDpMO2?= x =?iso-8859-1?q?=E5?=")).toBe("åäö x å");
    expect(decodeWords("plain =? text")).toBe("plain =? text");
  });

  test("addresses may have names with commas", () => {
    expect(readAddresses('"Berg, Anna" <a@example.com>, b@example.org')).toEqual([
      { Name: "Berg, Anna", Address: "a@example.com" },
      { Name: "", Address: "b@example.org" },
    ]);
  });
});

describe("the body", () => {
  test("is found in alternatives, in both encodings", () => {
    const body = readBody(
      mail(
        'Content-Type: multipart/alternative; boundary="b1"',
        "",
        "--b1",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "F=C3=B6rl=",
        "=C3=A4ng =3D ja",
        "--b1",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        Buffer.from("<p>å</p>").toString("base64"),
        "--b1--",
        "",
      ),
    );
    expect(body).toEqual({ text: "Förläng = ja", html: "<p>å</p>", attachments: 0 });
  });

  test("an attachment is counted and not taken for the body", () => {
    const body = readBody(
      mail(
        "Content-Type: multipart/mixed; boundary=b2",
        "",
        "--b2",
        "Content-Type: text/plain",
        "",
        "Hej",
        "--b2",
        "Content-Type: text/plain",
        "Content-Disposition: attachment; filename=avtal.txt",
        "",
        "Avtal",
        "--b2--",
      ),
    );
    expect(body).toEqual({ text: "Hej", html: "", attachments: 1 });
  });
});
