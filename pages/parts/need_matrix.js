// The matrix of needs: a cell pressed, by the mouse or by the keyboard, is told to the page. One cell is reached by
// Tab; arrows, Home and End move among the others. No request leaves the page.

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const filled = new WeakMap();

const cells = (root) => [...root.querySelectorAll("tbody tr:not(.papier)")].map((row) => [...row.querySelectorAll("button")]);
const named = ({ dataset }) => `${dataset.zone}|${dataset.besoin}`;

function press(root, chosen) {
    for (const button of root.querySelectorAll("tbody button")) {
        button.setAttribute("aria-pressed", String(named(button) === chosen));
    }
}

function reach(root, button) {
    for (const other of root.querySelectorAll("tbody button[tabindex='0']")) { other.tabIndex = -1; }
    button.tabIndex = 0;
}

function move(root, event) {
    const button = event.target.closest("tbody button");
    if (!button || event.altKey || event.ctrlKey || event.metaKey) { return; }
    const grid = cells(root);
    const row = grid.findIndex((line) => line.includes(button));
    const column = grid[row].indexOf(button);
    const [down, right] = MOVES[event.key] ?? [0, 0];
    const to = event.key === "Home" ? grid[row][0]
        : event.key === "End" ? grid[row].at(-1)
        : grid[row + down]?.[column + right];
    if (!to || to === button) { return; }
    event.preventDefault();
    reach(root, to);
    to.focus();
}

export default function (component) {
    const { parentElement, data, setTriggerValue } = component;
    const root = parentElement.querySelector(".besoins_matrice");
    root.dataset.fond = data.ground;
    if (filled.get(root) !== data.html) {
        filled.set(root, data.html);
        root.innerHTML = data.html;
    }
    press(root, data.chosen);
    root.onkeydown = (event) => move(root, event);
    root.onclick = (event) => {
        const button = event.target.closest("tbody button");
        if (!button) { return; }
        reach(root, button);
        press(root, named(button));
        setTriggerValue("case", named(button));
    };
}
