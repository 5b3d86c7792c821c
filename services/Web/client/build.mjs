// One bundle per island, because a page loads only the one that stands on it.
import { build } from "esbuild";

await build({
  entryPoints: {
    room: "src/room.ts",
    queue: "src/queue.ts",
    case: "src/case.ts",
    model: "src/model.ts",
    rules: "src/rules.ts",
    editor: "src/editor.ts",
    leave: "src/leave.ts",
  },
  outdir: "../wwwroot/islands",
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  conditions: ["peersupport-source"],
  minify: true,
  sourcemap: false,
  legalComments: "none",
  logLevel: "warning",
});
