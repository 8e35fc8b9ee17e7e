"use strict";
// The table of questions: sorting, filtering and folding out. Without it the page still reads.
(() => {
  const table = document.getElementById("question-table");
  const form = document.getElementById("filters");
  const search = document.getElementById("search");
  const wrong = document.getElementById("wrong");
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const columns = [...table.tHead.rows[1].cells];
  const order = new Intl.Collator("nb", { numeric: true });
  const bodies = [...table.tBodies].map((body) => ({
    body,
    cells: [...body.rows[0].cells],
    text: body.textContent.toLocaleLowerCase("nb"),
    slices: body.dataset.slices.split("\n"),
  }));

  // A column is of numbers when a cell has a value. A cell that says only "–" sorts last both ways.
  const sort = (column, direction) => {
    const numeric = bodies.some(({ cells }) => cells[column].dataset.value !== undefined);
    const key = ({ cells }) => {
      const cell = cells[column];
      if (!numeric) return cell.textContent === "–" ? null : cell.textContent;
      return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
    };
    const compare = numeric ? (a, b) => a - b : order.compare;
    const keyed = bodies.map((item, place) => ({ item, place, value: key(item) }));
    keyed.sort((a, b) => {
      if (a.value === null || b.value === null) {
        return (a.value === null) - (b.value === null) || a.place - b.place;
      }
      return direction * compare(a.value, b.value) || a.place - b.place;
    });
    table.append(...keyed.map(({ item }) => item.body));
  };

  const filter = () => {
    const words = search.value.toLocaleLowerCase("nb").split(/\s+/).filter(Boolean);
    const wanted = [...form.querySelectorAll("select")]
      .filter((select) => select.value)
      .map((select) => `${select.dataset.slice}=${select.value}`);
    let count = 0;
    for (const { body, text, slices } of bodies) {
      const kept = words.every((word) => text.includes(word)) &&
        wanted.every((slice) => slices.includes(slice)) &&
        (!wrong.checked || body.dataset.wrong !== undefined);
      body.hidden = !kept;
      count += kept;
    }
    shown.value = shown.dataset.words.replace("{shown}", count).replace("{all}", bodies.length);
    none.hidden = count > 0;
  };

  table.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("aria-controls")) {
      const fold = document.getElementById(button.getAttribute("aria-controls"));
      fold.hidden = !fold.hidden;
      button.setAttribute("aria-expanded", String(!fold.hidden));
      return;
    }
    const head = button.closest("th");
    const rising = head.getAttribute("aria-sort") !== "ascending";
    for (const other of columns) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", rising ? "ascending" : "descending");
    sort(columns.indexOf(head), rising ? 1 : -1);
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
