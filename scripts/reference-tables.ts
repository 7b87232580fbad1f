import { EXIT } from "../src/cli/exit.ts";

/** What the manual and docs/cli.md say beside the tree of commands: a test holds these tables against the source. */
export const EXIT_CODES: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.ok, "All went well."],
  [
    EXIT.failed,
    "No target gave a valid result (servers that are down, too), or something in the program failed.",
  ],
  [
    EXIT.usage,
    "What was asked for is wrong or incomplete: a flag, a name, a file, a missing key, nobody set up to race.",
  ],
  [EXIT.gate, "A gate was missed (--fail-if, --strict, pricing check)."],
  [EXIT.interrupted, "Stopped by Ctrl-C; what was measured until then was reported and saved."],
];

export const VARIABLES: readonly (readonly [name: string, meaning: string])[] = [
  ["GROQ_API_KEY, …", "Keys of providers; docs/providers.md and `speed-kings list` name each one."],
  ["OLLAMA_URL", "The one server that `local` is, wherever it stands."],
  [
    "OLLAMA_HOST, LMSTUDIO_BASE_URL, LLAMA_ARG_PORT, LOCALAI_ADDRESS",
    "Where servers on this machine listen, when not at their usual ports.",
  ],
  ["SPEED_KINGS_DATA", "The folder in which runs are kept, instead of the system's own."],
  ["SPEED_KINGS_CONFIG", "A file with targets, as with --config."],
  ["SPEED_KINGS_PRICING", "A file with prices, before all others; see docs/pricing.md."],
  ["NO_COLOR, FORCE_COLOR", "No colours, or colours also in a pipe."],
  ["COLUMNS", "Width of the page where no terminal tells it."],
  ["HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY", "Proxies, and the hosts reached without."],
  ["NODE_EXTRA_CA_CERTS", "A PEM file with certificate authorities to trust as well."],
  [
    "GITHUB_ACTIONS, GITHUB_STEP_SUMMARY",
    "Set by GitHub: compare then annotates and adds to the job summary.",
  ],
];
