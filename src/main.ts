#!/usr/bin/env bun
import { main } from "./cli/main.ts";

// No top-level await (a bytecode binary can lose what follows it), and never process.exit: that cuts off whatever a pipe has not
// taken yet, after 64 KiB.
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
