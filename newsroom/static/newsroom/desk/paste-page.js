// <paste-page>: what is pasted is shown at once, and the lines are given other roles from the keyboard, without loading
// the page anew. The server does all the reading: each request sends the form and gets back the parts that changed.
// Without scripts the same form is sent by its buttons.
customElements.define("paste-page", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("#paste");
    this.text = this.form.elements.text;
    this.bench = this.part("bench");
    this.waiting = Promise.resolve();
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.addEventListener("change", (event) => { if (event.target.name === "section") this.refresh(); });
    this.text.addEventListener("paste", (event) => this.paste(event));
    this.text.addEventListener("input", () => this.typed());
    this.part("read-html").addEventListener("click", () => this.read(this.offered));
    this.part("read-text").addEventListener("click", () => this.read(""));
    this.bench.addEventListener("click", (event) => this.click(event));
    this.bench.addEventListener("keydown", (event) => this.key(event));
    this.bench.addEventListener("focusout", (event) => this.leave(event));
    this.begin();
    if (this.part("lines")) this.lines()[0]?.focus({ preventScroll: true });
  }

  part(name) { return this.querySelector(`[data-${name}]`); }

  lines() { return [...this.querySelectorAll("[data-lines] > [data-part]")]; }

  // What is brought --------------------------------------------------------------------------------

  paste(event) {
    const html = event.clipboardData?.getData("text/html") ?? "";
    this.offered = html;
    // A clipboard's HTML is a page's only if it has more to say than the colours of a text editor.
    this.part("offer").hidden = !/<(p|h[1-6]|article|figure|li|a)\b/i.test(html);
    this.hasArrived = true;
  }

  read(html) {
    this.form.elements.html.value = html;
    this.part("offer").hidden = true;
    this.hasArrived = true;
    this.refresh();
  }

  typed() {
    for (const name of ["html", "packed", "name"]) this.form.elements[name].value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), this.hasArrived ? 0 : 500);
  }

  // Asking the server ------------------------------------------------------------------------------

  submit(event) {
    const button = event.submitter;
    if (!button || button.name === "make") return;
    event.preventDefault();
    if (button.name === "set") this.set(button.value);
    else if (button.name === "reset") this.keepingPast(() => this.refresh({ reset: "1" }));
    else {
      this.hasArrived = true;
      this.part("of")?.remove(); // shown as if it were new
      this.refresh();
    }
  }

  // One question after the other: each answer is what the next one builds on.
  refresh(said = {}, lines = []) {
    this.waiting = this.waiting.then(() => this.ask(said, lines)).catch((error) => this.tell(`The desk did not answer (${error.message}). Try again.`));
    return this.waiting;
  }

  async ask(said, lines) {
    const sent = new FormData(this.form);
    sent.delete("line");
    for (const [name, value] of Object.entries(said)) sent.set(name, value);
    for (const line of lines) sent.append("line", line);
    sent.set("known", this.bench.hidden ? "" : this.part("of")?.value ?? "");
    sent.set("shown", [...this.changed ?? []].join(","));
    this.bench.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(location.href, { method: "POST", body: sent, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      this.show(await answer.json());
    } finally {
      this.bench.removeAttribute("aria-busy");
    }
  }

  tell(problem) {
    this.part("problem").textContent = problem;
    this.part("problem").hidden = !problem;
  }

  show(told) {
    this.tell(told.problem);
    if ("bench" in told) {
      if (!told.bench && told.problem && !this.bench.hidden) return;
      this.bench.innerHTML = told.bench;
      this.bench.hidden = !told.bench;
      this.part("upload").hidden = Boolean(told.bench);
      if (!told.bench) return;
      this.begin();
      if (!this.hasArrived) return; // somebody is still typing
      this.hasArrived = false;
      this.part("page").open = false;
      this.lines()[0]?.focus();
      return;
    }
    this.part("changes").value = told.changes;
    this.changed = new Set(told.changed);
    this.part("reset").hidden = !told.changes;
    this.part("legend").innerHTML = told.legend;
    this.part("doubts").innerHTML = told.doubts;
    this.replaceLines(told.rows);
    this.part("summary").textContent = told.summary;
    this.replaceStory(told.frame);
    this.part("undo").hidden = !this.past.length;
    this.part("next-doubt").hidden = !this.querySelector(".desk-part--unsure");
  }

  replaceLines(html) {
    const fresh = document.createElement("ol");
    fresh.innerHTML = html;
    for (const line of [...fresh.children]) {
      const old = document.getElementById(line.id);
      if (!old) continue;
      const hadFocus = old === document.activeElement;
      this.dress(line);
      line.tabIndex = old.tabIndex;
      line.setAttribute("aria-selected", old.getAttribute("aria-selected"));
      old.replaceWith(line);
      if (hadFocus) line.focus({ preventScroll: true });
    }
  }

  // The frame runs no script, so its page may be changed from here: it keeps its place and does not flicker.
  replaceStory(html) {
    const page = this.part("frame").contentDocument;
    if (!page?.body) { this.part("frame").srcdoc = html; return; }
    const fresh = new DOMParser().parseFromString(html, "text/html");
    page.documentElement.lang = fresh.documentElement.lang;
    page.body.replaceWith(page.adoptNode(fresh.body));
  }

  // The lines, as a list box -----------------------------------------------------------------------

  begin() {
    this.past = [];
    const list = this.part("lines");
    if (!list) return;
    const told = this.part("changes").value;
    this.changed = new Set(told ? Object.keys(JSON.parse(told).lines).map(Number) : []);
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-multiselectable", "true");
    const lines = this.lines();
    for (const line of lines) this.dress(line);
    if (lines[0]) { lines[0].tabIndex = 0; lines[0].setAttribute("aria-selected", "true"); }
    this.anchor = 0;
    // A line that is gone to must not stand behind the bar that stays in sight.
    list.style.setProperty("--desk-bar", `${list.previousElementSibling.offsetHeight + 8}px`);
  }

  dress(line) {
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.tabIndex = -1;
    const choice = line.querySelector(".desk-part__choice");
    if (choice) choice.hidden = true;
  }

  click(event) {
    const line = event.target.closest("[data-part]");
    if (line) {
      if (getSelection().isCollapsed) this.go(this.lines().indexOf(line), event.shiftKey);
      if (event.target.closest(".desk-part__role") && !event.shiftKey) this.openMenu();
    } else if (event.target.closest("[data-next-doubt]")) this.nextDoubt();
    else if (event.target.closest("[data-undo]")) this.undo();
  }

  key(event) {
    if (event.target.closest("[role=menu]")) return this.menuKey(event);
    if (!event.target.closest("[data-part]") || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const lines = this.lines();
    const at = lines.indexOf(event.target.closest("[data-part]"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 12, PageUp: at - 12, Home: 0, End: lines.length - 1 }[event.key];
    const letter = event.key.toLowerCase();
    if (to !== undefined) this.go(to, event.shiftKey);
    else if (event.key === "Enter" || event.key === " ") this.openMenu();
    else if (letter === "n") this.nextDoubt();
    else if (letter === "z") this.undo();
    else {
      const button = this.querySelector(`[data-legend] [data-key="${CSS.escape(letter)}"]`);
      if (!button) return undefined;
      this.set(button.value);
    }
    event.preventDefault();
    return undefined;
  }

  go(to, extend = false) {
    const lines = this.lines();
    to = Math.min(Math.max(to, 0), lines.length - 1);
    if (!extend) this.anchor = to;
    const [first, last] = [Math.min(this.anchor, to), Math.max(this.anchor, to)];
    for (const line of this.querySelectorAll("[data-lines] > [aria-selected=true], [data-lines] > [tabindex='0']")) {
      line.setAttribute("aria-selected", "false");
      line.tabIndex = -1;
    }
    for (const line of lines.slice(first, last + 1)) line.setAttribute("aria-selected", "true");
    lines[to].tabIndex = 0;
    lines[to].focus({ preventScroll: true });
    lines[to].scrollIntoView({ block: "nearest" });
  }

  nextDoubt() {
    const lines = this.lines();
    const at = lines.findIndex((line) => line.tabIndex === 0);
    const isDoubt = (line) => line.matches(".desk-part--unsure:not(.desk-part--goes-on)");
    const ahead = lines.findIndex((line, place) => place > at && isDoubt(line));
    const found = ahead >= 0 ? ahead : lines.findIndex(isDoubt);
    if (found >= 0) this.go(found);
  }

  // Saying what lines are --------------------------------------------------------------------------

  set(role) {
    const chosen = this.lines().filter((line) => line.getAttribute("aria-selected") === "true" && "mayChange" in line.dataset);
    if (!chosen.length) return;
    this.keepingPast(() => this.refresh({ set: role, of: this.part("of").value }, chosen.map((line) => line.dataset.part)));
  }

  keepingPast(act) {
    this.waiting = this.waiting.then(() => { this.past.push(this.part("changes").value); });
    act();
  }

  undo() {
    this.waiting = this.waiting.then(() => { if (this.past.length) this.part("changes").value = this.past.pop(); });
    this.refresh();
  }

  // The menu of roles at a line --------------------------------------------------------------------

  openMenu() {
    this.closeMenu();
    const line = this.querySelector("[data-lines] > [tabindex='0']");
    if (!line || !("mayChange" in line.dataset)) return;
    const menu = document.createElement("div");
    menu.className = "desk-menu";
    menu.setAttribute("role", "menu");
    menu.setAttribute("aria-label", "What the chosen lines are");
    for (const button of this.querySelectorAll("[data-legend] button")) {
      const item = document.createElement("button");
      item.type = "button";
      item.tabIndex = -1;
      item.setAttribute("role", "menuitem");
      item.dataset.key = button.dataset.key;
      item.append(button.querySelector(".desk-role").cloneNode(true), button.querySelector("kbd").cloneNode(true));
      item.addEventListener("click", () => { this.closeMenu(true); this.set(button.value); });
      menu.append(item);
    }
    this.menuOf = line.id;
    this.part("lines").after(menu);
    const pane = this.part("lines").parentElement.getBoundingClientRect();
    const box = line.getBoundingClientRect();
    menu.style.insetBlockStart = `${box.bottom - pane.top}px`;
    if (box.bottom + menu.offsetHeight > innerHeight) menu.style.insetBlockStart = `${box.top - pane.top - menu.offsetHeight}px`;
    const current = [...line.classList].find((name) => name.startsWith("desk-part--"))?.replace("desk-part--", "");
    (menu.querySelector(`.desk-role--${current}`)?.parentElement ?? menu.firstElementChild).focus({ preventScroll: true });
  }

  menuKey(event) {
    const items = [...event.target.closest("[role=menu]").children];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[(to + items.length) % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") this.closeMenu(true);
    else if (event.key !== "Enter" && event.key !== " ") items.find((item) => item.dataset.key === event.key.toLowerCase())?.click();
    else return;
    event.preventDefault();
  }

  closeMenu(back = false) {
    this.querySelector(".desk-menu")?.remove();
    if (back) document.getElementById(this.menuOf)?.focus({ preventScroll: true });
  }

  leave(event) {
    if (event.target.closest("[role=menu]") && event.relatedTarget && !event.relatedTarget.closest("[role=menu]")) this.closeMenu();
  }
});
