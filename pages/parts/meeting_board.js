// The meeting's board: puts the step in the page, answers keys and buttons, and leaves out, counting them,
// the rows that the screen has no room for. No request leaves the page.

const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true], "
    + "[role=combobox], [role=listbox], [role=slider], [role=spinbutton], [role=grid], [role=dialog]";
const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
const LATE = 4000;
const INSIST = 6;

const SIZES = ["tres-grand", "grand"];
const overflows = (list) => list.scrollHeight > list.clientHeight + 1;

function fit(list) {
    const rows = [...list.querySelectorAll("[data-ligne]")];
    const rest = list.parentElement.querySelector(".reste");
    rows.forEach((row) => { row.hidden = false; });
    if (rest) { rest.hidden = true; }
    list.classList.remove(...SIZES, "serre");
    // As large as the rows allow; only then are rows left out, and counted.
    for (const size of SIZES) {
        list.classList.add(size);
        if (!overflows(list)) { return; }
        list.classList.remove(size);
    }
    list.classList.toggle("serre", overflows(list));
    let left = 0;
    while (left < rows.length - 1 && overflows(list)) {
        left += 1;
        rows[rows.length - left].hidden = true;
        if (rest) {
            rest.hidden = false;
            rest.textContent = `et ${left} ${left === 1 ? rest.dataset.un : rest.dataset.plusieurs} : `
                + "voir les chiffres.";
        }
    }
}

// The tallest drawing that the room holds with its texts no smaller than they were drawn.
function choose(image) {
    const drawings = [...image.querySelectorAll(":scope > svg")];
    const unit = Math.min(state.root.clientWidth / 1600, state.root.clientHeight / 900);
    const held = drawings.find(({ viewBox: { baseVal: box } }) =>
        Math.min(image.clientWidth / box.width, image.clientHeight / box.height) >= unit * 0.999);
    for (const drawing of drawings) { drawing.toggleAttribute("hidden", drawing !== (held ?? drawings.at(-1))); }
}

function fitAll(board) {
    for (const figures of board.querySelectorAll(".chiffres")) {
        figures.classList.remove("serre");
        figures.classList.toggle("serre", overflows(figures));
    }
    board.querySelectorAll("[data-lignes]").forEach(fit);
    board.querySelectorAll(".image").forEach(choose);
}

// One for the page, whatever Streamlit unmounts and mounts again: no key may fall between two boards.
const state = (window.visaMeeting ??= { root: null, html: "", wanted: -1, place: -1, asked: 0, askedFor: -1 });

// One question at a time: a second press waits for the first answer, then only the last step is asked for.
function ask() {
    if (state.wanted === state.place || (state.asked && Date.now() - state.asked < LATE)) { return; }
    state.asked = Date.now();
    state.askedFor = state.wanted;
    state.send("aller", state.keys[state.wanted]);
}

function go(key) {
    const place = state.keys.indexOf(key);
    if (place < 0) { return; }
    state.wanted = place;
    for (const button of state.root.querySelectorAll("[data-aller]")) {
        if (button.dataset.aller === key) { button.setAttribute("aria-current", "step"); }
        else { button.removeAttribute("aria-current"); }
    }
    ask();
}

function step(by) {
    const place = Math.min(state.keys.length - 1, Math.max(0, state.wanted + by));
    if (place !== state.wanted) { go(state.keys[place]); }
}

const projectionSwitch = () => document.querySelector(`.st-key-${state.toggle} input`);

function project() {
    const input = projectionSwitch();
    if (input) {
        state.wants = !input.checked;
        insist(INSIST);
    }
}

// A page still settling may put a new switch in the place of the one pressed, or set it back.
function insist(times) {
    const input = projectionSwitch();
    if (!input || state.projected === state.wants || !times) { return; }
    if (input.checked !== state.wants) { input.click(); }
    setTimeout(() => insist(times - 1), 500);
}

// The page's own button comes just after the board.
function press(key, times) {
    const button = document.querySelector(`.st-key-${key} button`);
    if (button) { button.click(); }
    else if (times) { setTimeout(() => press(key, times - 1), 500); }
}

function onKey(event) {
    const root = state.root;
    if (!root?.isConnected || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) { return; }
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(TYPING) || document.querySelector("[role=dialog]")) { return; }
    if (event.key in STEPS) {
        event.preventDefault();
        step(STEPS[event.key]);
    } else if (event.key === "Home" || event.key === "End") {
        event.preventDefault();
        go(event.key === "Home" ? state.keys[0] : state.keys.at(-1));
    } else if (event.key === "p" || event.key === "P") {
        project();
    } else if (event.key === "Escape" && state.projected && !root.querySelector(":popover-open")) {
        // « Échap » first closes the bubble that is open.
        project();
    }
}

function onClick(event) {
    const button = event.target.closest("button");
    if (!button) { return; }
    if (button.dataset.aller) { go(button.dataset.aller); }
    else if (button.dataset.pas) { step(Number(button.dataset.pas)); }
    else if (button.dataset.clique) { press(button.dataset.clique, INSIST); }
    else if ("projection" in button.dataset) { project(); }
}

if (!state.listens) {
    state.listens = true;
    document.addEventListener("keydown", onKey);
}

function settle(root) {
    state.root = root;
    state.html = "";
    root.addEventListener("click", onClick);
    new ResizeObserver(() => fitAll(root)).observe(root);
}

export default function (component) {
    const { parentElement, data, setTriggerValue } = component;
    const root = parentElement.querySelector(".reunion");
    if (state.root !== root) { settle(root); }
    const waiting = state.asked && Date.now() - state.asked < LATE;
    if (state.sent !== data.sent || state.send !== setTriggerValue) { state.asked = 0; }
    Object.assign(state, {
        send: setTriggerValue,
        sent: data.sent,
        keys: data.keys,
        toggle: data.toggle,
        projected: data.projected,
        place: data.keys.indexOf(data.key),
    });
    if (state.wanted < 0 || !waiting || state.place !== state.askedFor) { state.wanted = state.place; }
    root.classList.toggle("projetee", data.projected);
    root.dataset.fond = data.ground;
    if (state.html !== data.html) {
        const focused = root.contains(document.activeElement) ? document.activeElement.dataset : null;
        state.html = data.html;
        root.innerHTML = data.html;
        if (focused?.pas) { root.querySelector(`[data-pas="${focused.pas}"]`)?.focus(); }
        else if (focused?.aller) { root.querySelector("[aria-current]")?.focus(); }
    }
    fitAll(root);
    ask();
}
