import { loadRules } from "./harness/languages/load.ts";
const t=performance.now(), c=process.cpuUsage();
const r=loadRules(["/work/shared/corpora/sigmahq/rules/windows"]); console.log(r.rules.length, Math.round(performance.now()-t)+" ms wall", Math.round(process.cpuUsage(c).user/1000)+" ms user");
