import { expect } from "chai";
import { readFileSync } from "node:fs";
import { ERROR_CODES_PAGE, errorCodesPage } from "../../docs/error-codes.ts";
import { DIAGNOSTIC_CODES } from "../../harness/text/diagnostic-codes.ts";

describe("docs/error-codes.md", () => {
  it('is what "npm run docs:codes" writes', () => {
    expect(readFileSync(ERROR_CODES_PAGE, "utf8")).to.equal(errorCodesPage());
  });

  it("names every code once", () => {
    const named = [...errorCodesPage().matchAll(/^- `(.+?)`: ./gm)].map(([, code]) => code);
    expect(named).to.deep.equal(Object.keys(DIAGNOSTIC_CODES).sort());
  });

  it("gives each area its list", () => {
    const page = errorCodesPage({ "b/two": "Two.", "a/one": "One.", "b/one": "One." });
    expect(page.slice(page.indexOf("## a"))).to.equal(
      "## a\n\n- `a/one`: One.\n\n## b\n\n- `b/one`: One.\n- `b/two`: Two.\n",
    );
  });
});
