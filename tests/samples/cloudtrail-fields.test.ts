import { expect } from "chai";
import { CLOUD_STORIES } from "../../samples/synthesis/cloud-stories.ts";
import type { Json, JsonMap } from "../../samples/synthesis/cloud-story.ts";
import { cloudTrailRecords } from "../../samples/synthesis/cloudtrail.ts";

/** Fields of a record in their order; "CloudTrail record contents" of the CloudTrail user guide. */
const ORDER = [
  "eventVersion",
  "userIdentity",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "errorMessage",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "requestID",
  "eventID",
  "readOnly",
  "resources",
  "eventType",
  "managementEvent",
  "recipientAccountId",
  "sharedEventID",
  "eventCategory",
  "tlsDetails",
  "sessionCredentialFromConsole",
];
const OPTIONAL = new Set([
  "errorCode",
  "errorMessage",
  "additionalEventData",
  "requestID",
  "resources",
  "sharedEventID",
  "tlsDetails",
  "sessionCredentialFromConsole",
]);
const SESSION =
  "type principalId arn accountId accessKeyId sessionContext.sessionIssuer.type sessionContext.sessionIssuer.principalId sessionContext.sessionIssuer.arn sessionContext.sessionIssuer.accountId sessionContext.sessionIssuer.userName sessionContext.attributes.creationDate sessionContext.attributes.mfaAuthenticated";

/** Networks of RFC 5737, which are nobody's. */
const NOBODYS = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/;
const SERVICE = /^[a-z0-9-]+\.amazonaws\.com$/;

const stories = CLOUD_STORIES.map((story) => ({ id: story.id, records: cloudTrailRecords(story) }));
const all = stories.flatMap(({ records }) => records);
const textOf = (value: Json | undefined): string =>
  typeof value === "string" ? value : JSON.stringify(value);
const identityOf = (record: JsonMap): JsonMap => record["userIdentity"] as JsonMap;

describe("records of CloudTrail", () => {
  it("are there, and what was refused among them", () => {
    expect(all).to.not.be.empty;
    expect(all.filter(({ errorCode }) => errorCode === "AccessDenied")).to.not.be.empty;
  });

  for (const { id, records } of stories) {
    it(`${id}: have all the fields that every record has, in order`, () => {
      for (const record of records) {
        const fields = Object.keys(record);
        expect(fields).to.deep.equal(ORDER.filter((name) => fields.includes(name)));
        expect(fields).to.include.members(ORDER.filter((name) => !OPTIONAL.has(name)));
      }
    });

    it(`${id}: are in order of time, in whole seconds`, () => {
      const times = records.map(({ eventTime }) => textOf(eventTime));
      for (const time of times) expect(time).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(times).to.deep.equal(times.toSorted());
    });
  }

  it("have ids of their own", () => {
    const ids = all.flatMap(({ eventID, requestID }) => [eventID, requestID ?? []].flat());
    for (const id of ids) expect(id).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("are of known versions, and name the same service in source and host", () => {
    for (const { eventVersion, eventSource, tlsDetails } of all) {
      expect(eventVersion).to.be.oneOf(["1.08", "1.09", "1.10", "1.11"]);
      expect(eventSource).to.match(SERVICE);
      const { clientProvidedHostHeader: host } = (tlsDetails ?? {}) as JsonMap;
      if (host !== undefined && eventSource !== "signin.amazonaws.com")
        expect(textOf(host).split(".")[0]).to.equal(textOf(eventSource).split(".")[0]);
    }
  });

  it("come from a service of AWS without TLS details, or from an address of nobody's with them", () => {
    for (const { sourceIPAddress, tlsDetails } of all)
      if (SERVICE.test(textOf(sourceIPAddress))) expect(tlsDetails).to.equal(undefined);
      else {
        expect(sourceIPAddress).to.match(NOBODYS);
        expect(tlsDetails).to.have.all.keys(
          "tlsVersion",
          "cipherSuite",
          "clientProvidedHostHeader",
        );
      }
  });

  it("name sessions in full, and nobody's accounts and ids", () => {
    const sessions = all.map(identityOf).filter(({ type }) => type === "AssumedRole");
    expect(sessions).to.not.be.empty;
    for (const session of sessions) {
      const wanted = SESSION.split(" ").filter(
        (name) => name !== "accessKeyId" || session["invokedBy"] === undefined,
      );
      for (const name of wanted) expect(session).to.have.nested.property(name).that.is.a("string");
    }
    const text = JSON.stringify(all);
    expect([...new Set(text.match(/\b\d{12}\b/g))]).to.deep.equal(["111122223333"]);
    for (const [id] of text.matchAll(/\b(?:AROA|ASIA|AIDA|AKIA)[A-Z2-7]+/g))
      expect(id).to.match(/EXAMPLE$/);
  });

  it("say what went wrong where something did, and then answer nothing", () => {
    for (const { errorCode, errorMessage, responseElements } of all) {
      expect(errorMessage === undefined).to.equal(errorCode === undefined);
      if (errorCode !== undefined) expect(responseElements).to.equal(null);
    }
  });

  it("read only where they answer nothing, but for a role being taken", () => {
    for (const { eventName, readOnly, responseElements } of all)
      if (responseElements !== null && eventName !== "AssumeRole")
        expect(readOnly, textOf(eventName)).to.equal(false);
  });
});
