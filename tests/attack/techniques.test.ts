import { readFileSync, readdirSync } from "node:fs";
import { expect } from "chai";
import { REVOKED_TECHNIQUES } from "../../harness/attack/revoked-techniques.ts";
import { RETIRED_TACTICS, TACTICS, tacticOf } from "../../harness/attack/tactics.ts";
import { techniqueOf, techniques } from "../../harness/attack/techniques.ts";

const FOLDER = new URL("../../harness/attack/", import.meta.url);

describe("ATT&CK v19", () => {
  it("has 697 techniques and sub-techniques of 15 tactics", () => {
    expect(techniques().size).to.equal(697);
    expect(TACTICS).to.have.length(15);
  });
  it("gives every technique a name and known tactics", () => {
    for (const { id, name, tactics } of techniques().values()) {
      expect(id).to.match(/^T\d{4}(?:\.\d{3})?$/);
      expect(name, id).to.match(/^\S.*\S$/);
      expect(tactics.length, id).to.be.greaterThan(0);
      for (const tactic of tactics)
        expect(tacticOf(tactic), `${id}: ${tactic}`).to.not.be.undefined;
    }
  });
  it("gives every sub-technique its parent", () => {
    expect(techniques()).to.not.be.empty;
    for (const id of techniques().keys())
      expect(techniqueOf(id.slice(0, 5)), id).to.not.be.undefined;
  });
  it("knows single ones, in any letter case", () => {
    expect(techniqueOf("t1059.001")).to.deep.equal({
      id: "T1059.001",
      name: "PowerShell",
      tactics: ["execution"],
    });
    expect(techniqueOf("T1685")?.tactics).to.deep.equal(["defense-impairment"]);
    expect(techniqueOf("T1562")).to.equal(undefined);
  });
  it("replaces what is gone by what is there", () => {
    expect(REVOKED_TECHNIQUES.size).to.be.greaterThan(100);
    for (const [old, now] of REVOKED_TECHNIQUES) {
      expect(techniqueOf(old), old).to.equal(undefined);
      expect(techniqueOf(now), `${old} → ${now}`).to.not.be.undefined;
    }
    expect(RETIRED_TACTICS).to.not.be.empty;
    for (const [old, successors] of RETIRED_TACTICS) {
      expect(tacticOf(old), old).to.equal(undefined);
      expect(successors, old).to.not.be.empty;
      for (const successor of successors)
        expect(tacticOf(successor), successor).to.not.be.undefined;
    }
  });
  it("keeps the copyright line in every table", () => {
    const tables = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".ts") && name !== "techniques.ts",
    );
    expect(tables.length).to.be.greaterThan(4);
    for (const name of tables)
      expect(readFileSync(new URL(name, FOLDER), "utf8"), name).to.match(
        /© \d{4} The MITRE Corporation\. This work is reproduced and distributed with the permission/,
      );
  });
});
