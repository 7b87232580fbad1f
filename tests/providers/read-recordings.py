"""Reads recorded streams of Anthropic, Gemini, Cohere and the Responses API on its own terms, for the golden file.

    python3 tests/providers/read-recordings.py ../shared/recordings > tests/providers/dialects.golden.json

Shares nothing with the program under test: SSE by the rules of WHATWG, JSON by Python, and for each protocol only what its
documentation says about the last word on each count.
"""
import hashlib, json, pathlib, sys

ROOT = pathlib.Path(sys.argv[1])
FILES = {
    "anthropic": ["anthropic/haiku-4.5-text", "anthropic/haiku-4.5-thinking", "anthropic/prism-text", "anthropic/sonnet-4-thinking-cache",
                  "anthropic/tool-use", "anthropic/vercel-anthropic-text"],
    "gemini": ["gemini/2.5-flash-text", "gemini/3-flash-thinking", "gemini/vercel-google-reasoning-gemini3", "vertex/2.5-flash-text"],
    "cohere": ["cohere/v2-command-a", "cohere/vercel-cohere-reasoning"],
    "openai-responses": ["lmstudio/vercel-lmstudio-responses", "openai/responses-gpt-5-nano", "openai/responses-stream-gpt-5",
                         "xai/responses-grok-4.3"],
    "openai-chat": ["vllm/opt-125m-completions"],
}
WORDS = {"end_turn": "stop", "STOP": "stop", "COMPLETE": "stop", "completed": "stop", "max_tokens": "length", "MAX_TOKENS": "length",
         "tool_use": "tool-calls", "length": "length", "stop": "stop"}


def events(raw):
    data = []
    for line in raw.decode("utf8").replace("\r\n", "\n").replace("\r", "\n").split("\n") + [""]:
        if line == "":
            if data:
                yield "\n".join(data)
            data = []
        elif line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))


def mark(text):
    units = len(text.encode("utf-16-le")) // 2
    return [units, hashlib.sha256(text.encode()).hexdigest()[:12]]


def drop(counts):
    return {k: v for k, v in counts.items() if v is not None}


def read(protocol, raw):
    answer = reasoning = tools = ""
    usage, finish, model, request_id, done, pending = {}, None, None, None, False, None
    for data in events(raw):
        if data == "[DONE]":
            done = True
            continue
        if protocol == "openai-chat":
            try:
                j = json.loads(data)
            except ValueError:
                continue
            for c in j["choices"]:
                answer += c["text"]
                finish = WORDS[c["finish_reason"]] if c["finish_reason"] else finish
            model = model or j["model"]
            continue
        j = json.loads(data)
        if protocol == "anthropic":
            t = j["type"]
            if t == "message_start":
                model = j["message"]["model"]
                u = j["message"]["usage"]
                usage = {"input": u["input_tokens"] + u.get("cache_read_input_tokens", 0) + u.get("cache_creation_input_tokens", 0),
                         "cached": u.get("cache_read_input_tokens"), "cacheWrite": u.get("cache_creation_input_tokens")}
            elif t == "content_block_delta":
                d = j["delta"]
                answer += d["text"] if d["type"] == "text_delta" else ""
                reasoning += d["thinking"] if d["type"] == "thinking_delta" else ""
                tools += d["partial_json"] if d["type"] == "input_json_delta" else ""
            elif t == "message_delta":
                finish = WORDS[j["delta"]["stop_reason"]]
                usage["output"] = j["usage"]["output_tokens"]
                usage["reasoning"] = j["usage"].get("output_tokens_details", {}).get("thinking_tokens")
            elif t == "message_stop":
                done = True
        elif protocol == "gemini":
            for c in j.get("candidates", []):
                for p in c.get("content", {}).get("parts", []):
                    if p.get("thought"):
                        reasoning += p.get("text", "")
                    else:
                        answer += p.get("text", "")
                finish = WORDS[c["finishReason"]] if "finishReason" in c else finish
            u = j["usageMetadata"]
            usage = {"input": u["promptTokenCount"], "output": u["totalTokenCount"] - u["promptTokenCount"],
                     "reasoning": u.get("thoughtsTokenCount"), "cached": u.get("cachedContentTokenCount")}
            model, request_id = j["modelVersion"], j["responseId"]
        elif protocol == "cohere":
            t = j["type"]
            if t == "message-start":
                request_id = j["id"]
            elif t == "content-delta":
                c = j["delta"]["message"]["content"]
                answer += c.get("text", "")
                reasoning += c.get("thinking", "")
            elif t == "message-end":
                finish, done = WORDS[j["delta"]["finish_reason"]], True
                u = j["delta"]["usage"]
                usage = {"input": u["tokens"]["input_tokens"], "output": u["tokens"]["output_tokens"], "cached": u.get("cached_tokens"),
                         "billedInput": u["billed_units"].get("input_tokens"), "billedOutput": u["billed_units"].get("output_tokens")}
        else:
            t = j["type"]
            answer += j["delta"] if t == "response.output_text.delta" else ""
            reasoning += j["delta"] if t == "response.reasoning_summary_text.delta" else ""
            if t == "response.completed":
                r = j["response"]
                u, model, done, finish = r["usage"], r["model"], True, WORDS[r["status"]]
                usage = {"input": u["input_tokens"], "output": u["total_tokens"] - u["input_tokens"],
                         "reasoning": u["output_tokens_details"]["reasoning_tokens"], "cached": u["input_tokens_details"]["cached_tokens"],
                         "cacheWrite": u["input_tokens_details"].get("cache_write_tokens"),
                         "costUsd": u["cost_in_usd_ticks"] / 1e10 if "cost_in_usd_ticks" in u else None}
    usage = drop(usage)
    return drop({"answer": mark(answer), "reasoning": mark(reasoning), "tools": mark(tools), "finish": finish, "done": done,
                 "model": model, "requestId": request_id, "usage": usage or None})


out = []
for protocol, names in FILES.items():
    for name in names:
        out.append({"file": name + ".sse", "dialect": protocol, **read(protocol, (ROOT / (name + ".sse")).read_bytes())})
print(json.dumps(out, indent=1))
