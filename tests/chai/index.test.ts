import { AssertionError, expect as chaiExpect } from "chai";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "../../harness/chai/index.ts";
import { replay, type Replay, type ReplayRequest } from "../../harness/index.ts";

const rule = (title: string, id: string, detection: object, category = "process_creation") =>
  JSON.stringify({
    title,
    id,
    level: "high",
    logsource: { product: "windows", category },
    detection,
  });

const RULES: Readonly<Record<string, string>> = {
  "mshta.yml": rule("MSHTA", "11111111-1111-4111-8111-111111111111", {
    selection: { "Image|endswith": "\\mshta.exe", "CommandLine|contains": "vbscript" },
    condition: "selection",
  }),
  "whoami.yml": rule("Whoami", "22222222-2222-4222-8222-222222222222", {
    selection: { "Image|endswith": "\\whoami.exe" },
    condition: "selection",
  }),
  "quiet.yml": rule("Quiet", "33333333-3333-4333-8333-333333333333", {
    selection: { "Image|endswith": "\\never.exe" },
    condition: "selection",
  }),
  "blind.yml": rule(
    "Blind",
    "44444444-4444-4444-8444-444444444444",
    { selection: { "QueryName|contains": "evil" }, condition: "selection" },
    "dns_query",
  ),
};

const BROKEN = rule("Broken", "55555555-5555-4555-8555-555555555555", {
  selection: { "Image|nonsense": "x" },
  condition: "selection",
});

const event = (record: number, image: string, commandLine: string) => ({
  Event: {
    System: {
      Provider: { "#attributes": { Name: "Microsoft-Windows-Sysmon" } },
      EventID: 1,
      TimeCreated: { "#attributes": { SystemTime: "2026-01-15T09:00:00.000000Z" } },
      EventRecordID: record,
      Channel: "Microsoft-Windows-Sysmon/Operational",
      Computer: "WS01",
    },
    EventData: { Image: image, CommandLine: commandLine },
  },
});

/** What a variable holds that was never set. */
const absent = undefined as never;

const EVENTS = [
  event(70, "C:\\Windows\\System32\\mshta.exe", "mshta vbscript:Execute"),
  event(71, "C:\\Windows\\System32\\whoami.exe", "whoami"),
  event(72, "C:\\Windows\\System32\\whoami.exe", "whoami /all"),
];

describe("chai assertions", () => {
  let folder: string;
  let seen: Replay;
  let withBroken: Replay;
  let onlyQuiet: Replay;
  let nothing: Replay;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "firedrill-chai-"));
    const write = async (name: string, text: string) => {
      await mkdir(join(folder, name, ".."), { recursive: true });
      await writeFile(join(folder, name), text);
    };
    for (const [name, text] of Object.entries(RULES)) await write(`rules/${name}`, text);
    for (const name of ["quiet.yml", "blind.yml"]) await write(`few/${name}`, RULES[name]!);
    await write("broken/broken.yml", BROKEN);
    await write("seen.ndjson", EVENTS.map((one) => JSON.stringify(one)).join("\n"));
    const recordings = join(folder, "seen.ndjson");
    seen = await replay({ rules: join(folder, "rules"), recordings });
    withBroken = await replay({
      rules: [join(folder, "rules"), join(folder, "broken")],
      recordings,
    });
    onlyQuiet = await replay({ rules: join(folder, "few"), recordings });
    nothing = await replay({
      rules: join(folder, "few"),
      recordings: join(folder, "nowhere.ndjson"),
    });
  });
  after(() => rm(folder, { recursive: true }));

  const MSHTA = "11111111-1111-4111-8111-111111111111";

  it("hold for what was seen", () => {
    expect(seen).to.fire(MSHTA).once.onEvents(1).via("CommandLine", "Image").withLevel("high");
    expect(seen).to.fire("mshta.yml").once;
    expect(seen).to.fire("whoami").twice.onEvents(2, 3).via("Image");
    expect(seen).to.fire("whoami").times(2).onEvents({ record: 71 }, { record: 72, eventId: 1 });
    expect(seen).to.fire("whoami").onEvents({ sensor: "sysmon" });
    expect(seen).to.not.fire("quiet");
    expect(seen).to.fireOnly("mshta", "whoami");
    expect(seen).to.not.be.silent;
    expect(onlyQuiet).to.be.silent;
    expect(onlyQuiet).to.fireOnly();
    expect(withBroken).to.fire("mshta").once;
    expect(withBroken).to.not.fire("quiet");
  });

  /** What each of these says when it fails, in full or by how it begins. */
  const failing: readonly [about: string, act: () => unknown, message: string][] = [
    [
      "a miss",
      () => expect(seen).to.fire("quiet"),
      'expected "Quiet" (33333333-3333-4333-8333-333333333333) to fire, it stayed silent on 3 events of 1 recording. ' +
        'What fired: "MSHTA" (11111111-1111-4111-8111-111111111111) on #1 sysmon 1 via CommandLine, Image; ' +
        '"Whoami" (22222222-2222-4222-8222-222222222222) on #2 sysmon 1 via Image; #3 sysmon 1 via Image.',
    ],
    [
      "a miss where nothing fired",
      () => expect(onlyQuiet).to.fire("quiet"),
      'expected "Quiet" (33333333-3333-4333-8333-333333333333) to fire, it stayed silent on 3 events of 1 recording. No rule fired.',
    ],
    [
      "a false alarm",
      () => expect(seen).to.not.fire("mshta"),
      `expected "MSHTA" (${MSHTA}) to stay silent, it fired on #1 sysmon 1 via CommandLine, Image.`,
    ],
    [
      "a blind rule that is to fire",
      () => expect(seen).to.fire("blind"),
      'expected "Blind" (44444444-4444-4444-8444-444444444444) to fire, but that cannot be told. "Blind" (44444444-4444-4444-8444-444444444444) is blind on 3 events of 1 recording: there is no event of its log source',
    ],
    [
      "a blind rule that is to stay silent",
      () => expect(seen).to.not.fire("blind"),
      'expected "Blind" (44444444-4444-4444-8444-444444444444) to stay silent, but that cannot be told.',
    ],
    [
      "a broken rule that is to fire",
      () => expect(withBroken).to.fire("broken"),
      'The rule "broken" (',
    ],
    [
      "a broken rule that is to stay silent",
      () => expect(withBroken).to.not.fire("broken"),
      'The rule "broken" (',
    ],
    [
      "an unknown rule that is to fire",
      () => expect(seen).to.fire("whoam"),
      'No rule is called "whoam".',
    ],
    [
      "an unknown rule that is to stay silent",
      () => expect(seen).to.not.fire("whoam"),
      'No rule is called "whoam".',
    ],
    [
      "another count",
      () => expect(seen).to.fire("whoami").once,
      'expected "Whoami" (22222222-2222-4222-8222-222222222222) to fire 1 time, it fired 2 times: #2 sysmon 1 via Image; #3 sysmon 1 via Image.',
    ],
    [
      "fewer events",
      () => expect(seen).to.fire("whoami").onEvents(2),
      'expected "Whoami" (22222222-2222-4222-8222-222222222222) to fire on #2; it fired also on #3 sysmon 1. It fired on #2 sysmon 1 via Image; #3 sysmon 1 via Image.',
    ],
    [
      "other events",
      () => expect(seen).to.fire("mshta").onEvents(1, { record: 72 }),
      `expected "MSHTA" (${MSHTA}) to fire on #1, {"record":72}; it fired not on {"record":72}.`,
    ],
    [
      "other evidence",
      () => expect(seen).to.fire("mshta").via("ParentImage"),
      `expected "MSHTA" (${MSHTA}) to fire via ParentImage, it fired on #1 sysmon 1 via CommandLine, Image.`,
    ],
    [
      "another level",
      () => expect(seen).to.fire("mshta").withLevel("low"),
      `expected "MSHTA" (${MSHTA}) to be of level low, it is high.`,
    ],
    [
      "a negation that says nothing",
      () => expect(seen).to.not.fire("quiet").once,
      ".once cannot be negated",
    ],
    [
      "noise where silence was expected",
      () => expect(seen).to.be.silent,
      "expected every rule to stay silent on 3 events of 1 recording. What fired: ",
    ],
    [
      "silence where noise was expected",
      () => expect(onlyQuiet).to.not.be.silent,
      "expected a rule to fire on 3 events of 1 recording, every rule stayed silent.",
    ],
    [
      "silence beside a broken rule",
      () => expect(withBroken).to.be.silent,
      "expected every rule to stay silent, but that cannot be told. 1 rule of the rule set is broken: ",
    ],
    [
      "a field of the evidence that is not named",
      () => expect(seen).to.fire("mshta").via(),
      ".via takes the names of fields, was given none",
    ],
    [
      "a field of the evidence that is nothing",
      () => expect(seen).to.fire("mshta").via(absent),
      ".via takes the names of fields, was given [ undefined ]",
    ],
    ...(
      [
        ["no event", [], "none"],
        ["an event of which nothing is said", [{}], "{}"],
        [
          "an event with a value that is nothing",
          [1, { position: absent }],
          "{ position: undefined }",
        ],
        ["an event with a misspelt value that is nothing", [{ pos: absent }], "{ pos: undefined }"],
        ["an event that is nothing", [absent], "undefined"],
        ["an event that has no number", [NaN], "NaN"],
      ] as const
    ).map(([about, events, given]): [string, () => unknown, string] => [
      about,
      () =>
        expect(seen)
          .to.fire("mshta")
          .onEvents(...(events as readonly never[])),
      `.onEvents takes positions of events, or values that their references have, was given ${given}`,
    ]),
    [
      "not only no rule",
      () => expect(seen).to.not.fireOnly(),
      ".not.fireOnly takes rules, was given none: write .not.be.silent",
    ],
    ...(
      [
        ["fire", () => expect(seen).to.fire(absent)],
        ["fire", () => expect(seen).to.not.fire(absent)],
        ["blind", () => expect(seen).to.be.blind(absent)],
        ["blind", () => expect(seen).to.not.be.blind(absent)],
        ["fireOnly", () => expect(seen).to.fireOnly("mshta", absent)],
      ] as const
    ).map(([word, act], index): [string, () => unknown, string] => [
      `a rule that is nothing: .${word} (${index})`,
      act,
      `.${word} takes the id or path of a rule, was given undefined`,
    ]),
    [
      "only certain rules, beside a broken one",
      () => expect(withBroken).to.fireOnly("mshta", "whoami"),
      "expected only certain rules to fire, but that cannot be told. 1 rule of the rule set is broken: ",
    ],
    [
      "only a rule that does not exist",
      () => expect(seen).to.fireOnly("mshtaa"),
      'expected only certain rules to fire, but that cannot be told. No rule is called "mshtaa".',
    ],
    [
      "only one rule, where two fired",
      () => expect(seen).to.fireOnly("mshta"),
      `expected only "MSHTA" (${MSHTA}) to fire: "Whoami" (22222222-2222-4222-8222-222222222222) fired too.`,
    ],
    [
      "only rules of which one did not",
      () => expect(seen).to.fireOnly("mshta", "whoami", "quiet"),
      `expected only "MSHTA" (${MSHTA}), "Whoami" (22222222-2222-4222-8222-222222222222), "Quiet" (33333333-3333-4333-8333-333333333333) to fire: "Quiet" (33333333-3333-4333-8333-333333333333) stayed silent.`,
    ],
    [
      "silence over nothing",
      () => expect(nothing).to.be.silent,
      "expected every rule to stay silent, but that cannot be told. The recording ",
    ],
    [
      "silence of a rule over nothing",
      () => expect(nothing).to.not.fire("quiet"),
      'expected "Quiet" (33333333-3333-4333-8333-333333333333) to stay silent, but that cannot be told.',
    ],
    [
      "a promise",
      () => expect(Promise.resolve(seen)).to.fire("mshta"),
      "expected a replay, was given a promise of one: await it",
    ],
    [
      "something else",
      () => expect({ matches: 3 }).to.be.silent,
      "expected a replay, was given { matches: 3 }",
    ],
    [
      "a message of one's own",
      () => expect(seen, "on WS01").to.not.fire("mshta"),
      "on WS01: expected ",
    ],
  ];
  for (const [about, act, message] of failing)
    it(`fail for ${about}`, () => {
      let thrown: unknown;
      try {
        act();
      } catch (error) {
        thrown = error;
      }
      chaiExpect(thrown).to.be.instanceOf(AssertionError);
      chaiExpect((thrown as Error).message.slice(0, message.length)).to.equal(message);
    });

  it("say of a rule whose condition is constant that no event can satisfy it", async () => {
    await mkdir(join(folder, "constant"), { recursive: true });
    await writeFile(join(folder, "constant/never.eql"), "process where false\n");
    const recordings = join(folder, "seen.ndjson");
    const replayed = await replay({ rules: join(folder, "constant"), recordings });
    chaiExpect(() => expect(replayed).to.not.fire("never")).to.throw(
      AssertionError,
      /is blind on 3 events of 1 recording: no event at all can satisfy its condition\./,
    );
  });

  it("hold for what is blind", () => {
    expect(seen).to.be.blind("blind");
    expect(seen).to.not.be.blind("quiet");
    expect(seen).to.not.be.blind("mshta");
  });

  /** What fails every assertion on it, and how the reason begins. */
  const spoiled: readonly [
    about: string,
    request: (at: (name: string) => string) => ReplayRequest,
    reason: RegExp,
  ][] = [
    [
      "a missing recording beside one that is there",
      (at) => ({ rules: at("rules"), recordings: [at("seen.ndjson"), at("nowhere.ndjson")] }),
      /The recording \S+nowhere\.ndjson is missing: /,
    ],
    [
      "an unreadable recording",
      (at) => ({ rules: at("rules"), recordings: [at("seen.ndjson"), at("unreadable.evtx")] }),
      /The recording \S+unreadable\.evtx cannot be read: /,
    ],
    [
      "a recording without events",
      (at) => ({ rules: at("rules"), recordings: [at("seen.ndjson"), at("eventless.xml")] }),
      /The recording \S+eventless\.xml holds no event\./,
    ],
    [
      "a lost record",
      (at) => ({ rules: at("rules"), recordings: at("lossy.ndjson") }),
      /The recording \S+lossy\.ndjson cannot be relied on\. 1 record lost/,
    ],
    [
      "another number of lost records than is announced",
      (at) => ({
        rules: at("rules"),
        recordings: at("lossy.ndjson"),
        damaged: { [at("lossy.ndjson")]: { records: 2, why: "so" } },
      }),
      /"damaged" announces 2/,
    ],
    [
      "damage of what was not replayed",
      (at) => ({
        rules: at("rules"),
        recordings: at("seen.ndjson"),
        damaged: { "lossy.ndjson": { records: 1, why: "so" } },
      }),
      /"damaged" names lossy\.ndjson, which was not replayed/,
    ],
    [
      "a missing rules folder",
      (at) => ({ rules: [at("rules"), at("no-rules")], recordings: at("seen.ndjson") }),
      /The rules at \S+no-rules are missing: /,
    ],
    [
      "a folder without recordings beside a recording",
      (at) => ({ rules: at("rules"), recordings: [at("seen.ndjson"), at("rules")] }),
      /The recording \S+rules is missing: No recording is in this folder/,
    ],
    [
      "a folder without rules beside one with some",
      (at) => ({ rules: [at("rules"), at("eventless")], recordings: at("seen.ndjson") }),
      /The rules at \S+eventless are missing: No rule file is in this folder/,
    ],
    [
      "a rules folder that is missing alone",
      (at) => ({ rules: at("no-rules"), recordings: at("seen.ndjson") }),
      /The rules at \S+no-rules are missing: /,
    ],
  ];
  for (const [about, request, reason] of spoiled)
    it(`fail one and all on ${about}`, async () => {
      const at = (name: string) => join(folder, name).replaceAll("\\", "/");
      await writeFile(at("unreadable.evtx"), "MZ\u0000\u0001");
      await mkdir(at("eventless"), { recursive: true });
      await writeFile(at("eventless.xml"), "<Events></Events>");
      const lines = EVENTS.map((one) => JSON.stringify(one));
      await writeFile(at("lossy.ndjson"), [lines[0], '{"Event": {', lines[1], lines[2]].join("\n"));
      const replayed = await replay(request(at));
      const assertions: readonly (() => unknown)[] = [
        () => expect(replayed).to.fire("mshta"),
        () => expect(replayed).to.fire("whoami").twice,
        () => expect(replayed).to.not.fire("quiet"),
        () => expect(replayed).to.be.blind("blind"),
        () => expect(replayed).to.not.be.blind("quiet"),
        () => expect(replayed).to.fireOnly("mshta", "whoami"),
        () => expect(replayed).to.not.fireOnly("mshta"),
        () => expect(replayed).to.be.silent,
        () => expect(replayed).to.not.be.silent,
      ];
      for (const [index, assertion] of assertions.entries())
        chaiExpect(assertion, `assertion ${index}`).to.throw(AssertionError, reason);
    });

  it("hold on a recording whose loss is announced", async () => {
    const path = join(folder, "lossy.ndjson").replaceAll("\\", "/");
    const replayed = await replay({
      rules: join(folder, "rules"),
      recordings: path,
      damaged: { [path]: { records: 1, why: "The export was cut." } },
    });
    expect(replayed).to.fire("mshta").once;
    expect(replayed).to.not.fire("quiet");
  });

  it("fail for a rule that could count nothing, though it is live on another recording", async () => {
    const correlation = [
      `title: base\nname: base\nlogsource: {product: windows, category: process_creation}\ndetection: {a: {Image|endswith: exe}, condition: a}`,
      `title: Many\nid: 66666666-6666-4666-8666-666666666666\ncorrelation: {type: event_count, rules: [base], group-by: [Team], timespan: 1m, condition: {gte: 9}}`,
    ].join("\n---\n");
    await writeFile(join(folder, "many.yml"), correlation);
    const withTeam = (team: string | null) =>
      EVENTS.map((one) => {
        const { System, EventData } = one.Event;
        return JSON.stringify({ Event: { System, EventData: { ...EventData, Team: team } } });
      }).join("\n");
    await writeFile(join(folder, "teams.ndjson"), withTeam("red"));
    await writeFile(
      join(folder, "no-teams.ndjson"),
      `${withTeam("")}\n${withTeam("red").split("\n")[0]!.replaceAll(".exe", ".com")}`,
    );
    const rules = join(folder, "many.yml");
    const counted = await replay({ rules, recordings: join(folder, "teams.ndjson") });
    expect(counted).to.not.fire("66666666-6666-4666-8666-666666666666");
    const uncounted = await replay({
      rules,
      recordings: ["teams", "no-teams"].map((name) => join(folder, `${name}.ndjson`)),
    });
    expect(uncounted).to.be.blind("66666666-6666-4666-8666-666666666666");
    chaiExpect(() =>
      expect(uncounted).to.not.fire("66666666-6666-4666-8666-666666666666"),
    ).to.throw(AssertionError, /it could count none of the 3 events that came to a part of it/);
  });

  it("do not let a chain be written that asserts nothing", () => {
    // @ts-expect-error -- how often can be said only of a rule that was named
    chaiExpect(() => expect(seen).once).to.throw(
      AssertionError,
      ".once says how a rule fired: name it with .fire(rule) first",
    );
    // @ts-expect-error -- no such severity
    chaiExpect(() => expect(seen).to.fire("mshta").withLevel("severe")).to.throw(AssertionError);
    // @ts-expect-error -- an event has no such property
    chaiExpect(() => expect(seen).to.fire("mshta").onEvents({ image: "x" })).to.throw(
      AssertionError,
    );
  });
});
