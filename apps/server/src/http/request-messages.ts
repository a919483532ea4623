/**
 * What the schemas of requests and of connectors' settings say themselves, in Swedish by their English words. A test finds
 * those that lack Swedish ones.
 */
export const REQUEST_MESSAGES: Readonly<Record<string, string>> = {
  "a program has program.yaml, and texts in the folder templates":
    "ett program har program.yaml och texter i mappen templates",
  "choose a role": "välj en roll",
  "choose where the agreements are": "välj var avtalen finns",
  "fill in both the SID and the secret of the API key, or neither":
    "fyll i både SID och hemlighet för API-nyckeln, eller ingendera",
  "fill in both user name and password, or neither":
    "fyll i både användarnamn och lösenord, eller ingetdera",
  "give one file of each kind": "ange en fil av varje slag",
  "give the `effect` of a line of the activity": "ange `effect` från en rad i aktiviteten",
  "give the page before's `next`": "ange `next` från sidan före",
  "leave at least one administrator": "lämna minst en administratör kvar",
  "leave user name, password, ? and # out of the address":
    "ta bort användarnamn, lösenord, ? och # ur adressen",
  "name a rule such as paid-orders": "döp regeln till något som paid-orders",
  "name an attribute with letters, digits and underscores, beginning with a letter":
    "döp fältet med bokstäver, siffror och understreck, med en bokstav först",
  "name each of the vendor's values once": "ange vart och ett av leverantörens värden en gång",
  "name the attribute otherwise": "döp fältet till något annat",
  "otherwise goes with values only": "otherwise hör bara ihop med values",
  "say what it is for": "skriv vad den ska användas till",
  "start at the body, with $": "börja vid innehållet, med $",
  "the file is empty": "filen är tom",
  "there is no year 0; write a date such as 2026-03-31":
    "år 0 finns inte; skriv ett datum, till exempel 2026-03-31",
  "with goes with join only": "with hör bara ihop med join",
  "write AC and 32 hexadecimal digits": "skriv AC och 32 hexadecimala siffror",
  "write SK and 32 hexadecimal digits": "skriv SK och 32 hexadecimala siffror",
  "write a country as two capitals": "skriv landet som två versaler",
  "write a country as two capitals, such as SE": "skriv landet som två versaler, till exempel SE",
  "write a currency such as SEK": "skriv en valuta, till exempel SEK",
  "write a full address, such as https://example.com/api":
    "skriv hela adressen, till exempel https://example.com/api",
  "write a full address, such as https://shop.example/hooks":
    "skriv hela adressen, till exempel https://shop.example/hooks",
  "write a name": "skriv ett namn",
  "write a name in small letters, digits and hyphens, such as web-shop":
    "skriv ett namn med små bokstäver a–z, siffror och bindestreck, till exempel web-shop",
  "write a name of letters and digits, such as heating":
    "skriv ett namn med bokstäver och siffror, till exempel heating",
  "write a name without a colon": "skriv ett namn utan kolon",
  "write a number such as +46766861004, a short code, a name of at most 11 letters, digits and spaces, or the SID of a messaging service":
    "skriv ett nummer som +46766861004, ett kortnummer, ett namn på högst 11 bokstäver, siffror och mellanslag, eller SID för en meddelandetjänst",
  "write a number such as +46766861004, or 3 to 11 letters and digits with a letter first":
    "skriv ett nummer som +46766861004, eller 3 till 11 bokstäver och siffror med en bokstav först",
  "write a page of the console, such as /embed/customers/42":
    "skriv en sida i konsolen, till exempel /embed/customers/42",
  "write a secret of 16 characters or more": "skriv en hemlighet på minst 16 tecken",
  "write a short name in small letters, such as electricity":
    "skriv ett kort namn med små bokstäver, till exempel electricity",
  "write a token or a code": "skriv en nyckel eller en kod",
  "write a type such as message.sent.v1": "skriv ett slag, till exempel message.sent.v1",
  "write a whole number from 0": "skriv ett heltal från 0 och uppåt",
  "write an IANA name such as Europe/Stockholm":
    "skriv ett IANA-namn, till exempel Europe/Stockholm",
  "write an e-mail address": "skriv en e-postadress",
  "write an e-mail address or a mobile number": "skriv en e-postadress eller ett mobilnummer",
  "write eventIds, from and to, or failedSince": "skriv eventIds, from och to, eller failedSince",
  "write small letters, digits and hyphens": "skriv små bokstäver a–z, siffror och bindestreck",
  "write small letters, digits and hyphens, such as renewal-electricity":
    "skriv små bokstäver a–z, siffror och bindestreck, till exempel renewal-electricity",
  "write small letters, digits and hyphens, such as sms":
    "skriv små bokstäver a–z, siffror och bindestreck, till exempel sms",
  "write the name of a field": "skriv namnet på ett fält",
  "write the name of a header": "skriv namnet på ett sidhuvud (header)",
  "write the number of the app": "skriv appens nummer",
  "write the number of the type": "skriv typens nummer",
  "write the portal's number": "skriv portalens nummer",
  "write the property's internal name, such as firstname":
    "skriv egenskapens interna namn, till exempel firstname",
  "write the six digits": "skriv de sex siffrorna",
  "write whsec_ followed by 24 to 64 random bytes in base64":
    "skriv whsec_ följt av 24 till 64 slumpmässiga byte i base64",
};
