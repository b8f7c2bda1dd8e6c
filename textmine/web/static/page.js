// The page reads well without this: it copies passages with their source, takes files that are
// dropped, keeps what was typed in a form that was refused, and "/" goes to the search field.
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
// Words that are selected in an article can be made a practice or a metric.
const take = document.querySelector(".taking");
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
  take.addEventListener("click", (event) => {
    const range = chosen();
    const into = event.target.closest("[data-takes]");
    if (!range || !into) return;
    const panel = document.getElementById(into.dataset.takes);
    const form = panel.querySelector("form");
    form.elements.text.value = wordsOf(range).trim();
    form.elements.near.value = offsetOf(range);
    panel.open = true;
    take.hidden = true;
    (form.elements.name || form.elements.indicator).focus();
  });
}
// What of a folder is sent: no hidden files, and not what a browser saved with a page (NAME_files).
const HIDDEN = /(^|\/)(\.|~\$|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;
const PAGE = /\.[sx]?html?$/i;
const DOCUMENT = /\.(pdf|docx?|wps|ofd|od[tsp]|xlsx?|pptx?|dps|epub|csv|zip|eml)$/i;
const worthSending = (named) => {
  const pages = new Set(named.filter((one) => PAGE.test(one.path)).map((one) => one.path.replace(PAGE, "")));
  const partOfPage = (path) => !DOCUMENT.test(path)
    && Array.from(path.matchAll(/[_.]files\//gi)).some((found) => pages.has(path.slice(0, found.index)));
  return named.filter((one) => !HIDDEN.test(one.path) && !partOfPage(one.path));
};
const asList = (named) => {
  const data = new DataTransfer();
  worthSending(named).sort((one, other) => one.path.localeCompare(other.path, "zh")).forEach((one) => data.items.add(one.file));
  return data.files;
};
// The files of what was dropped, folders opened.
const readEntries = (reader) => new Promise((done, failed) => reader.readEntries(done, failed));
const readFile = (entry) => new Promise((done, failed) => entry.file(done, failed));
const filesIn = async (entry, found) => {
  if (entry.isFile) {
    found.push({ path: entry.fullPath.slice(1), file: await readFile(entry) });
    return;
  }
  const reader = entry.createReader();
  for (let some = await readEntries(reader); some.length; some = await readEntries(reader)) {
    for (const each of some) await filesIn(each, found);
  }
};
// Files can be dropped anywhere on the dashed field; what was chosen is shown before it is sent.
document.querySelectorAll("form.drop").forEach((form) => {
  const input = form.querySelector("input[name=files]");
  const folder = form.querySelector("input[webkitdirectory]");
  const shown = form.querySelector(".chosen");
  const NAMES = 8;
  const show = () => {
    const files = Array.from(input.files);
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const wrong = bytes > Number(form.dataset.most) ? form.dataset.tooLarge
      : files.length > Number(form.dataset.mostFiles) ? form.dataset.tooMany : "";
    input.setCustomValidity(wrong);
    shown.hidden = !files.length;
    shown.firstElementChild.textContent = wrong
      || form.dataset.chosen.replace("{n}", files.length).replace("{size}", bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
    shown.lastElementChild.replaceChildren(...files.slice(0, NAMES).map((file) => {
      const item = document.createElement("li");
      item.textContent = file.name;
      return item;
    }), ...(files.length > NAMES ? ["…"] : []));
  };
  const take = (files) => {
    input.files = files;
    show();
  };
  input.addEventListener("change", show);
  if ("webkitdirectory" in folder) {
    const opens = form.querySelector("button.folder");
    opens.hidden = false;
    opens.addEventListener("click", () => folder.click());
    folder.addEventListener("change", () => take(asList(
      Array.from(folder.files, (file) => ({ path: file.webkitRelativePath, file })))));
  }
  ["dragenter", "dragover"].forEach((kind) => form.addEventListener(kind, (event) => {
    event.preventDefault();
    form.classList.add("over");
  }));
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    if (!entries.some((entry) => entry && entry.isDirectory)) {
      if (event.dataTransfer.files.length) take(event.dataTransfer.files);
      return;
    }
    const found = [];
    for (const entry of entries.filter(Boolean)) await filesIn(entry, found);
    take(asList(found));
  });
});
// A file that misses the field must not make the browser leave the page.
["dragover", "drop"].forEach((kind) => document.addEventListener(kind, (event) => {
  const files = event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
  if (files && document.querySelector("form.drop")) event.preventDefault();
}));
// While a job runs the page is asked for again, but not under the hands of somebody who chooses files.
const job = document.querySelector("[data-again]");
if (job) {
  const again = () => {
    const input = document.querySelector("form.drop input[name=files]");
    if (input && input.files.length) setTimeout(again, Number(job.dataset.again));
    else location.reload();
  };
  setTimeout(again, Number(job.dataset.again));
}
// Back to a form that was refused, with what was typed in it.
document.querySelectorAll("a[data-back]").forEach((link) => link.addEventListener("click", (event) => {
  event.preventDefault();
  history.back();
}));
window.addEventListener("pageshow", () => setTimeout(() => {
  document.querySelectorAll("details.edit:not([open])").forEach((part) => {
    const typed = Array.from(part.querySelectorAll("input:not([type=hidden]), textarea"))
      .some((field) => field.value !== field.defaultValue && field.type !== "file");
    if (typed) part.open = true;
  });
}, 0));
// What opens below the edge of the evidence is brought into sight.
document.querySelectorAll(".evidence details.edit").forEach((part) => part.addEventListener("toggle", () => {
  if (part.open) part.scrollIntoView({block: "nearest"});
}));
// In the queue a number answers for the first one; what is sent already is not sent again.
let answered = false;
window.addEventListener("pageshow", () => { answered = false; });
const answer = (button) => {
  if (button.matches("summary")) {
    button.parentElement.open = true;
    button.parentElement.querySelector("input:not([type=hidden])").select();
  } else {
    answered = true;
    button.click();
  }
};
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("q");
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  const combined = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
  if (/^[0-4]$/.test(event.key) && !typing && !combined && !answered) {
    const button = document.querySelector(`[data-key="${event.key}"]`);
    if (button) {
      event.preventDefault();
      answer(button);
    }
  }
  if (event.key === "/" && field && !typing) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});
// Of years that do not fit beside one another the newest are in sight.
document.querySelectorAll(".scroll.plainly").forEach((frame) => { frame.scrollLeft = frame.scrollWidth; });
// What takes long says so: another may be writing to the database.
const wait = document.getElementById("wait");
const PATIENCE = 1200;  // milliseconds
const LONG = 4000;
document.addEventListener("submit", (event) => {
  const say = (words) => () => { if (!event.defaultPrevented) wait.textContent = words; };
  const writes = event.target.method === "post" && !event.target.matches(".drop");
  setTimeout(say(wait.dataset.said), PATIENCE);
  if (writes) setTimeout(say(wait.dataset.long), LONG);
});
window.addEventListener("pageshow", () => { wait.textContent = ""; });
