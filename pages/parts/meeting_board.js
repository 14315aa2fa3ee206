// The meeting's board: puts the step in the page, answers keys and buttons, and leaves out, counting them,
// the rows that the screen has no room for. No request leaves the page.
//
// Keys: right, page down, space and Enter go on; left, page up, shift with space and backspace go back, as
// presenters' remotes send them; up and down too in projection, unless the board itself scrolls. Home and End;
// P projects; C opens the figures.

const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true], "
    + "[role=combobox], [role=listbox], [role=slider], [role=spinbutton], [role=grid], [role=dialog]";
// What takes space and Enter where it has the focus.
const PRESSED = "button, a[href], summary, input, [role=button], [role=switch], [role=checkbox], [role=tab], [role=menuitem]";
const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, PageUp: -1, Backspace: -1 };
const DOWN = { ArrowDown: 1, ArrowUp: -1 };
// Units across under which figures stand above the picture.
const WIDE = 1540;
const LATE = 4000;
const INSIST = 6;
// How long a page that opens on a busy machine may take to settle.
const SETTLED = 15000;

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

// The first drawing that the room holds with its texts no smaller than they were drawn, else the one nearest to it.
function choose(image, unit) {
    const drawings = [...image.querySelectorAll(":scope > svg")];
    const scale = ({ viewBox: { baseVal: box } }) =>
        Math.min(image.clientWidth / box.width, image.clientHeight / box.height);
    const held = drawings.find((drawing) => scale(drawing) >= unit * 0.999)
        ?? drawings.toSorted((a, b) => scale(b) - scale(a))[0];
    for (const drawing of drawings) { drawing.toggleAttribute("hidden", drawing !== held); }
}

function fitAll(root) {
    root.style.height = "";
    for (const board of root.querySelectorAll(".planche")) {
        const style = getComputedStyle(board);
        const unit = parseFloat(style.getPropertyValue("--u"));
        const room = board.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        board.classList.toggle("etroit", room < WIDE * unit);
        const figures = board.querySelector(".chiffres");
        figures?.classList.remove("serre");
        board.classList.remove("deroule");
        figures?.classList.toggle("serre", overflows(board));
        // What is scrolled anyway has its picture at its ease.
        if (overflows(board)) {
            figures?.classList.remove("serre");
            board.classList.add("deroule");
            // Beside the menus the page scrolls, not a board in it.
            if (!state.projected) { root.style.height = `${board.scrollHeight + 1}px`; }
        }
        board.querySelectorAll("[data-lignes]").forEach(fit);
        board.querySelectorAll(".image").forEach((image) => choose(image, unit));
    }
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
    let place = state.wanted + by;
    while (state.passed.includes(state.keys[place])) { place += by; }
    if (place in state.keys) { go(state.keys[place]); }
}

const projectionSwitch = () => document.querySelector(`.st-key-${state.toggle} input`);

function project(wanted) {
    state.wants = wanted;
    fullScreen(wanted);
    insist(Date.now() + SETTLED);
}

// Asked in the gesture of who projects, or the browser refuses; where it does, the projection goes on without.
function fullScreen(wanted) {
    const whole = document.documentElement;
    if (wanted && !document.fullscreenElement && whole.requestFullscreen) {
        whole.requestFullscreen().catch(() => {});
    } else if (!wanted && document.fullscreenElement) {
        document.exitFullscreen().catch(() => {});
    }
}

// A page still settling may put a new switch in the place of the one pressed, set it back, or have none yet.
function insist(until) {
    if (state.projected === state.wants || Date.now() > until) { return; }
    const input = projectionSwitch();
    if (input && input.checked !== state.wants) { input.click(); }
    setTimeout(() => insist(until), 500);
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
    const by = stepOf(event);
    if (event.key in DOWN && state.projected && !by) {
        event.preventDefault();
        board().scrollBy({ top: DOWN[event.key] * 0.4 * board().clientHeight });
    } else if (by) {
        const pressing = event.key === " " || event.key === "Enter";
        if (pressing && target.closest(PRESSED)) { return; }
        event.preventDefault();
        if (!scrolled(by)) { step(by); }
    } else if (event.key === "Home" || event.key === "End") {
        event.preventDefault();
        go(event.key === "Home" ? state.keys[0] : state.keys.at(-1));
    } else if (event.key === "p" || event.key === "P") {
        project(!projectionSwitch()?.checked);
    } else if (event.key === "c" || event.key === "C") {
        root.querySelector(".bulle.grande")?.togglePopover();
    } else if (event.key >= "1" && event.key <= "9" && event.key.length === 1) {
        // The page has a button a proposal where decisions are taken, drawn just after the board; none elsewhere.
        press(`proposition_${event.key}`, state.decides ? INSIST : 0);
    } else if (event.key === "Escape" && state.projected && !root.querySelector(":popover-open")) {
        // « Échap » first closes the bubble that is open.
        project(false);
    }
}

const board = () => state.root.querySelector(".planche");

function stepOf(event) {
    if (event.key in DOWN) {
        const moves = state.root.querySelector(".grande:popover-open") || !overflows(board());
        return state.projected && moves ? DOWN[event.key] : 0;
    }
    return event.key === " " && event.shiftKey ? -1 : STEPS[event.key] ?? 0;
}

// The figures open over the board are read to their end before the meeting goes on.
function scrolled(by) {
    const table = state.root.querySelector(".grande:popover-open .tout");
    if (!table) { return false; }
    const left = by > 0 ? table.scrollHeight - table.clientHeight - table.scrollTop : table.scrollTop;
    if (left < 2) { return false; }
    table.scrollBy({ top: by * 0.85 * table.clientHeight });
    return true;
}

function onClick(event) {
    const button = event.target.closest("button");
    if (!button) { return; }
    // Pressed with a pointer: the focus does not stay on it, or the next space would press it again.
    if (event.detail) { button.blur(); }
    if (button.dataset.aller) { go(button.dataset.aller); }
    else if (button.dataset.pas) { step(Number(button.dataset.pas)); }
    else if (button.dataset.clique) { press(button.dataset.clique, INSIST); }
    else if ("projection" in button.dataset) { project(!projectionSwitch()?.checked); }
}

// The page's own switch, pressed by somebody.
function onSwitch(event) {
    const input = projectionSwitch();
    if (!event.isTrusted || !input || event.target !== input) { return; }
    state.wants = input.checked;
    fullScreen(input.checked);
}

// Leaving full screen, with « Échap » or the browser's own button, leaves the projection.
function onFullScreen() {
    const full = Boolean(document.fullscreenElement);
    const open = state.root?.querySelector(":popover-open");
    if (state.full && !full) {
        // There too « Échap » first closes the bubble that is open.
        if (open) { open.hidePopover(); }
        else { project(false); }
    }
    state.full = full;
}

if (!state.listens) {
    state.listens = true;
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onSwitch);
    document.addEventListener("fullscreenchange", onFullScreen);
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
        passed: data.passed,
        toggle: data.toggle,
        projected: data.projected,
        decides: data.decides,
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
