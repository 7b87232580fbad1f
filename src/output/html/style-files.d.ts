/** `import style from "./x.css" with { type: "text" }`: Bun embeds the file, also in a compiled binary. */
declare module "*.css" {
  const text: string;
  export default text;
}
