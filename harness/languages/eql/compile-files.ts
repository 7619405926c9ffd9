import type { CompiledRule } from "../../matching/model/rule.ts";
import type { SourceText } from "../../text/source.ts";
import type { BrokenRule, Compilation, RuleSource } from "../compilation.ts";
import { compileQuery, type CompiledQuery } from "./compile/compile-query.ts";
import { ECS_SCHEMA } from "./compile/schema.ts";
import { commonLogSource } from "../common/log-source.ts";
import type { RuleText } from "./files/metadata.ts";
import { isElasticToml } from "./recognise.ts";
import { parseQuery } from "./parse/parse.ts";
import { readEqlFile } from "./files/read-eql-file.ts";
import { readTomlFile } from "./files/read-toml-file.ts";
import { createReport, spanInFile, type Report } from "./report.ts";

/**
 * Compiles files of EQL rules, each of one rule: `.eql` files, which hold a query with or without
 * front matter, and Elastic's TOML files.
 */
export function compileEqlFiles(files: readonly RuleSource[]): Compilation {
  const compiled = files.map(compileFile);
  return {
    rules: compiled.flatMap(({ rule }) => rule ?? []),
    broken: compiled.flatMap(({ broken }) => broken ?? []),
    diagnostics: compiled.flatMap(({ report }) => report.diagnostics),
  };
}

interface CompiledFile {
  readonly report: Report;
  readonly rule?: CompiledRule;
  readonly broken?: BrokenRule;
}

function compileFile({ source, name }: RuleSource): CompiledFile {
  const report = createReport(source);
  const isToml = /\.toml$/i.test(source.path) || (!isEqlFile(source) && isElasticToml(source.text));
  const rule = isToml ? readTomlFile(source, report) : readEqlFile(source, report);
  const query = compileText(rule, report);
  const { id, level, techniques } = rule;
  const title = rule.title ?? titleOf(source);
  const { path } = source;
  if (!query || report.hasErrors())
    return { report, broken: { path, name, id, title, diagnostics: report.diagnostics } };
  const own = query.state?.kind === "ancestry" ? query.state.own : undefined;
  const logSource = commonLogSource(query.stages.slice(0, own));
  const about = { id, title, language: "eql", level, techniques, logSource, path, name };
  return { report, rule: { rule: about, ...query } };
}

function isEqlFile({ path }: SourceText): boolean {
  return /\.eql$/i.test(path);
}

function compileText(
  { query: written, vocabulary }: RuleText,
  report: Report,
): CompiledQuery | null {
  if (!written) return null;
  const { query, faults } = parseQuery(written.text);
  report.add(faults, written, "error");
  if (!query) return null;
  const compiled = compileQuery(query, written.text, {
    schema: ECS_SCHEMA,
    originOf: (span) => {
      const { start, end } = spanInFile(span, written);
      return [start, end];
    },
    isEndpoint: vocabulary === "ecs-endpoint",
    logSourceOf: (category) => ({ vocabulary, ...(category !== null && { category }) }),
  });
  report.add(compiled.faults, written, "error");
  report.add(compiled.warnings, written, "warning");
  return compiled.compiled;
}

/** A rule without a title is called as its file. */
function titleOf({ path }: SourceText): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.replace(/\.(?:eql|toml)$/i, "");
}
