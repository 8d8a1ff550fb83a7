// <word-count for="id_body" data-speed="230">: counts the words of a text while it is written, as
// articles.html.count_words does on the server.
customElements.define("word-count", class extends HTMLElement {
  static WORD = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[\p{L}\p{N}](?:[\p{L}\p{N}_'’.-]*[\p{L}\p{N}_])?/gu;

  connectedCallback() {
    this.textarea = document.getElementById(this.getAttribute("for"));
    this.textarea?.addEventListener("input", this);
  }

  disconnectedCallback() {
    this.textarea?.removeEventListener("input", this);
    cancelAnimationFrame(this.frame);
  }

  handleEvent() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.count());
  }

  count() {
    const html = this.textarea.value.replace(/<\/(?:p|h2|h3|li|blockquote)>|<br\s*\/?>/g, "\n");
    // A document of its own: nothing in it is loaded or run.
    const text = new DOMParser().parseFromString(html, "text/html").body.textContent;
    const words = text.match(this.constructor.WORD)?.length ?? 0;
    this.querySelector("[data-words]").textContent = words;
    this.querySelector("[data-minutes]").textContent = Math.max(1, Math.round(words / Number(this.dataset.speed)));
  }
});
