// The page reads well without this: it copies passages with their source, and "/" goes to the search field.
"use strict";
document.querySelectorAll("button[data-copy]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const parts = button.dataset.copy.split(" ").map((id) => document.getElementById(id).innerText.trim());
    const said = button.textContent;
    const text = parts.join("\n");
    const done = () => {
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = said; }, 1600);
    };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done, () => copyBySelection(text, done));
    } else {
      copyBySelection(text, done);
    }
  });
});
function copyBySelection(text, done) {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  if (document.execCommand("copy")) done();
  field.remove();
}
// Words that are selected in an article can be made a practice.
const take = document.getElementById("take-selection");
if (take) {
  const text = document.querySelector(".shown .text");
  const chosen = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return text.contains(range.commonAncestorContainer) ? range : null;
  };
  const wordsOf = (range) => {
    const part = range.cloneContents();
    part.querySelectorAll(".opens").forEach((number) => number.remove());
    return part.textContent;
  };
  const offsetOf = (range) => {
    const start = range.startContainer;
    const block = (start.nodeType === 1 ? start : start.parentElement).closest("[data-at]");
    if (!block) return 0;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return Number(block.dataset.at) + wordsOf(before).length;
  };
  document.addEventListener("selectionchange", () => { take.hidden = !chosen(); });
  take.addEventListener("mousedown", (event) => event.preventDefault());
  take.addEventListener("click", () => {
    const range = chosen();
    if (!range) return;
    const form = document.querySelector("#add form");
    form.elements.text.value = wordsOf(range).trim();
    form.elements.near.value = offsetOf(range);
    document.getElementById("add").open = true;
    take.hidden = true;
    form.elements.name.focus();
  });
}
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("q");
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === "/" && field && !typing) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});
