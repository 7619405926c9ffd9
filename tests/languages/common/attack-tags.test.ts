import { expect } from "chai";
import { isTechniqueId, techniqueInTag } from "../../../harness/languages/common/attack-tags.ts";

describe("ATT&CK techniques in rules", () => {
  const TAGS: readonly (readonly [tag: string, id: string | undefined])[] = [
    ["attack.t1059", "t1059"],
    ["ATTACK.T1059.001", "T1059.001"],
    ["attack.t1059.1", undefined],
    ["attack.execution", undefined],
    ["car.t1059", undefined],
    ["t1059", undefined],
  ];
  for (const [tag, id] of TAGS)
    it(`the tag ${tag} names ${id ?? "none"}`, () => expect(techniqueInTag(tag)).to.equal(id));

  const IDS: readonly (readonly [text: string, is: boolean])[] = [
    ["T1059", true],
    ["t1059.001", true],
    ["T10590", false],
    ["TA0001", false],
    ["", false],
  ];
  for (const [text, is] of IDS)
    it(`"${text}" ${is ? "has" : "has not"} the form of an id`, () =>
      expect(isTechniqueId(text)).to.equal(is));
});
