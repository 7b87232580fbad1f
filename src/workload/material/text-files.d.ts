/** `import text from "./x.txt" with { type: "text" }`: Bun embeds the file, also in a compiled binary. */
declare module "*.txt" {
  const text: string;
  export default text;
}
