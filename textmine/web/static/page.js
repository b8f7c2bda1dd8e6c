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
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("q");
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === "/" && field && !typing) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});
