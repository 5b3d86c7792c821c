// Bundles the tests for Node and runs them there; what they cover needs no browser.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const outdir = mkdtempSync(join(tmpdir(), "client-test-"));
try {
  await build({
    entryPoints: readdirSync("test").filter((file) => file.endsWith(".test.ts")).map((file) => join("test", file)),
    outdir, outExtension: { ".js": ".mjs" }, bundle: true, format: "esm", platform: "node", conditions: ["peersupport-source"], target: "node20", logLevel: "warning",
  });
  const files = readdirSync(outdir).map((file) => join(outdir, file));
  process.exitCode = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(outdir, { recursive: true });
}
