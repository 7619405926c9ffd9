/** A change of the public API shows in review: the committed report is that of the built types. */
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const CONFIGURATION = fileURLToPath(new URL("../../api-extractor.json", import.meta.url));

describe("docs/library.api.md", () => {
  it('is what "npm run docs:api" writes', () => {
    const messages: string[] = [];
    const result = Extractor.invoke(ExtractorConfig.loadFileAndPrepare(CONFIGURATION), {
      messageCallback: (message) => {
        message.handled = true;
        if (message.logLevel === "error") messages.push(message.text);
      },
    });
    expect(messages).to.deep.equal([]);
    expect(result.apiReportChanged, 'look at the difference after "npm run docs:api"').to.equal(
      false,
    );
  });
});
