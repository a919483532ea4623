/** Why a query cannot be understood, in the service's words; the API answers it with 400. */
export class OdataProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "OdataProblem";
  }
}
