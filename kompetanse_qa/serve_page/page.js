// The keyboard belongs to the terminal as soon as the app has drawn: nobody should have to click first.
new MutationObserver((_, observer) => {
  if (document.body.classList.contains("-first-byte")) {
    observer.disconnect();
    const keyboard = document.querySelector(".xterm-helper-textarea");
    keyboard.setAttribute("aria-label", document.querySelector("main").dataset.keyboard);
    keyboard.focus();
  }
}).observe(document.body, { attributeFilter: ["class"] });
