/** All that the page can do: save the report that is in it. It asks nobody for anything. */
export const PAGE_SCRIPT = `
const data = document.getElementById("report");
const button = document.getElementById("save");
button.hidden = false;
button.addEventListener("click", async () => {
  const content = JSON.parse(data.textContent);
  let blob;
  if (data.dataset.encoding === "gzip+base64") {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    blob = await new Response(stream).blob();
  } else {
    blob = new Blob([JSON.stringify(content, null, 2)], { type: "application/json" });
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = data.dataset.name;
  link.click();
  URL.revokeObjectURL(link.href);
});
`;
