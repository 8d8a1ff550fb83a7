// <save-shortcut>: Ctrl+S or Cmd+S presses the first button inside, which saves the draft.
customElements.define("save-shortcut", class extends HTMLElement {
  connectedCallback() { document.addEventListener("keydown", this); }

  disconnectedCallback() { document.removeEventListener("keydown", this); }

  handleEvent(event) {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.querySelector("button[name=_save]")?.click();
  }
});
