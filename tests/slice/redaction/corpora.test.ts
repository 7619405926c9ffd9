/** The laws of redaction over real recordings, where they are: no collected name is left, and none is made. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { ShownEvent } from "../../../harness/events/event.ts";
import { textsOf } from "../../../harness/events/texts.ts";
import { changedEvent } from "../../../harness/slice/changed-event.ts";
import { REDACTIONS, Redactor } from "../../../harness/slice/redaction/redact.ts";
import { isWellKnownName } from "../../../harness/slice/redaction/names/well-known.ts";
import { readRecording } from "../../../harness/telemetry/read.ts";
import { CORPORA, hasCorpus } from "../../corpora.ts";

const RECORDING = /\.(?:evtx|xml|ndjson|jsonl|json|zip)(?:\.gz)?$/;
const SHARDS = 8;

describe("real recordings, redacted", function () {
  if (!hasCorpus(this, "evtx")) return;
  const files = ["evtx", "sigmahq/regression_data", "field-reports", "hostile"].flatMap((folder) =>
    readdirSync(join(CORPORA, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => RECORDING.test(name) && name !== "cases.json")
      .map((name) => join(folder, name))
      // These cost time by their size, and hold no names.
      .filter((name) => !/hostile\/(?:json|evtx-fragment-bomb|xml-many)/.test(name)),
  );

  it("are there", () => {
    expect(files.filter((file) => file.includes(".evtx")).length).to.be.greaterThan(500);
    for (const kind of [".xml", ".json", ".ndjson"])
      expect(files.filter((file) => file.includes(kind)).length).to.be.greaterThan(5);
  });

  for (let shard = 0; shard < SHARDS; shard++)
    it(`have no collected name left, ${shard + 1} of ${SHARDS}`, async function () {
      this.timeout(120_000);
      let names = 0;
      for (const file of files.filter((_, i) => i % SHARDS === shard)) {
        const redactor = new Redactor(REDACTIONS);
        const path = join(CORPORA, file);
        await readRecording(path, (event) => redactor.see(event), {});
        const texts = new Set<string>();
        const again = new Redactor(REDACTIONS);
        await readRecording(path, (event) => again.see(addTexts(event, redactor, texts)), {});
        expect(again.names, `${file}: names of what is redacted`).to.be.empty;
        const text = [...texts].join("\n").toLowerCase();
        names += redactor.names.length;
        expect(redactor.names.filter(isWellKnownName), file).to.be.empty;
        expect(
          redactor.names.filter((name) => hasWord(text, name.toLowerCase())),
          file,
        ).to.be.empty;
        for (const { kind, name } of redactor.replacements)
          if (kind === "ip" || kind === "sid")
            expect(hasWord(text, name.toLowerCase()), `${file}: ${name}`).to.equal(false);
      }
      expect(names).to.be.greaterThan(100);
    });
});

/** Returns what becomes of an event, and adds its texts; its class says nothing of anybody. */
function addTexts(event: ShownEvent, redactor: Redactor, texts: Set<string>): ShownEvent {
  const changed = changedEvent(event, (field, text) => redactor.change(field, text), 0n);
  for (const field of changed.fields)
    if (!/^(?:Provider_|Channel$|EventID|Version$|TimeCreated_)/.test(field))
      for (const text of textsOf(changed.get(field))) texts.add(text);
  texts.add(changed.computer ?? "");
  return changed;
}

/** Whether a text has a name as a whole word, found in no way that redaction uses. */
function hasWord(text: string, name: string): boolean {
  const isWord = (sign: string | undefined): boolean =>
    sign !== undefined && /[\p{L}\p{N}\p{M}\ud800-\udfff]/u.test(sign);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const startsInWord = isWord(text[at - 1]) && isWord(name[0]);
    const endsInWord = isWord(text[at + name.length]) && isWord(name.at(-1));
    if (!startsInWord && !endsInWord) return true;
  }
  return false;
}
