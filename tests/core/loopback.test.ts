import { expect, test } from "bun:test";
import { isLoopback } from "../../src/core/loopback.ts";

test.each(["http://localhost:1", "https://LOCALHOST/v1", "http://127.9.8.7", "http://[::1]:80"])(
  "%s leads to this machine",
  (url) => {
    expect(isLoopback(url)).toBe(true);
  },
);

test.each(["http://127.0.0.1.example.com", "http://localhost.example.com", "http://10.0.0.1", ""])(
  "%s does not",
  (url) => {
    expect(isLoopback(url)).toBe(false);
  },
);
