/** How what ECS says of every kind of Windows event is read. */
import { keepingLast } from "../../../caches/last-answer.ts";
import { isList } from "../../texts.ts";
import { isoOf, ticksOf } from "../../time.ts";
import { textMap } from "../text-maps.ts";
import type { TransformTable } from "../transform-table.ts";
import { absentIfEmpty, dataReader, dataText, systemText } from "./data-text.ts";

export const ECS_TRANSFORMS: TransformTable<
  "data" | "system" | "unnamed" | "union" | "time" | "utcTime" | "path"
> = {
  data({ sources, map: name, blank }) {
    const text = dataReader(blank);
    const map = name && textMap(name);
    return (event) => {
      for (const source of sources) {
        const found = text(event, source);
        if (found !== undefined) return map ? absentIfEmpty(map(found)) : found;
      }
      return undefined;
    };
  },
  system({ sources: [source], map: name }) {
    const map = name && textMap(name);
    return (event) => {
      const found = systemText(event, source!);
      return found === undefined || !map ? found : absentIfEmpty(map(found));
    };
  },
  unnamed({ sources: [name, unnamed], place }) {
    return (event) => {
      const named = dataText(event, name!);
      if (named !== undefined) return named;
      const data = event.get(unnamed!);
      const item = isList(data) ? data[place - 1] : place === 1 ? data : undefined;
      return typeof item === "string" && item !== "" ? item : undefined;
    };
  },
  union({ of, blank }) {
    const text = dataReader(blank);
    const parts = of.map(({ source, map }) => ({ source, map: map && textMap(map) }));
    return (event) => {
      const all = new Set<string>();
      for (const { source, map } of parts) {
        const found = text(event, source);
        const texts = found === undefined || !map ? found : map(found);
        if (typeof texts === "string") all.add(texts);
        else for (const one of texts ?? []) all.add(one);
      }
      return all.size > 0 ? [...all] : undefined;
    };
  },
  time() {
    return (event) => event.time ?? undefined;
  },
  utcTime({ sources: [source] }) {
    return (event) => {
      const written = event.get(source!);
      return (typeof written === "string" ? asIso(written) : null) ?? event.time ?? undefined;
    };
  },
  path({ sources: [folder, name] }) {
    return (event) => {
      const [path, file] = [dataText(event, folder!), dataText(event, name!)];
      return path === undefined || file === undefined ? undefined : `${path}\\${file}`;
    };
  },
};

const asIso = keepingLast((text) => {
  const ticks = ticksOf(text);
  return ticks === null ? null : isoOf(ticks);
});
