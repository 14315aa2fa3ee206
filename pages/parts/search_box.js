// A search box: what is typed is compared word by word, whatever the accents, hyphens, capitals or order, in the
// browser; only the choice goes to the server. No request leaves the page.
//
// data: { label, placeholder, bare, awaited, entries: [[code, name, also], …] }, `also` holding other words (a code, a
// kind); bare: the label is heard, not seen; awaited: it has just been asked for, one types at once. Keys: down and up
// choose, Enter takes, Escape closes.

const MOST = 5;
const SHORT = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes" };
const NEAR = 0.5;
const ARTICLE = /^(le|la|les|l) /;

// Words as they are compared: no accent, no ligature, no sign; « st » is « saint ».
export function words(text) {
    return text.replace(/œ/gi, "oe").replace(/æ/gi, "ae").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
        .split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((word) => SHORT[word] ?? word);
}

export function prepared(entries) {
    return entries.map(([code, name, also], rank) => {
        const [own, others] = [words(name), words(also ?? "")];
        return { code, name, also, rank, own, others, joined: own.join(""), key: own.join(" ").replace(ARTICLE, "") };
    });
}

// 0 for what is asked exactly, then what begins with it, then what holds its words, then what holds its letters.
function grade(entry, asked) {
    const text = asked.join(" ").replace(ARTICLE, "");
    if (entry.key === text || entry.others.includes(text)) { return 0; }
    if (entry.key.startsWith(text)) { return 1; }
    if (asked.every((word) => entry.own.includes(word))) { return 2; }
    if (asked.every((word) => entry.own.some((own) => own.startsWith(word)))) { return 3; }
    const all = [...entry.own, ...entry.others];
    if (asked.every((word) => all.some((own) => own.startsWith(word)))) { return 4; }
    return entry.joined.includes(asked.join("")) ? 5 : Infinity;
}

function pairs(text) {
    const found = new Set();
    for (let at = 0; at < text.length - 1; at += 1) { found.add(text.slice(at, at + 2)); }
    return found;
}

function likeness(one, other) {
    const [mine, theirs] = [pairs(one), pairs(other)];
    const both = [...mine].filter((pair) => theirs.has(pair)).length;
    return (2 * both) / (mine.size + theirs.size || 1);
}

// The entries for a text, the best first; near: whether none holds its words, and these are only like it.
export function find(entries, text) {
    const asked = words(text);
    if (!asked.length) { return { found: [], near: false }; }
    const graded = entries.map((entry) => [grade(entry, asked), entry]).filter(([mark]) => mark < Infinity)
        .sort(([a, one], [b, other]) => a - b || one.rank - other.rank).map(([, entry]) => entry);
    if (graded.length) { return { found: graded, near: false }; }
    const whole = asked.join("");
    const like = entries
        .map((entry) => [Math.max(...[entry.joined, ...entry.others].map((one) => likeness(whole, one))), entry]).filter(([mark]) => mark >= NEAR)
        .sort(([a, one], [b, other]) => b - a || one.rank - other.rank).map(([, entry]) => entry);
    return { found: like, near: like.length > 0 };
}

function told(found, near) {
    if (!found.length) { return "Rien ne porte ce nom ni ce code."; }
    if (near) { return "Rien d'exact ; noms les plus proches :"; }
    const left = found.length - MOST;
    return left > 0 ? `et ${left} autre${left > 1 ? "s" : ""} : précisez.` : "";
}

function settle(root) {
    const box = { root, entries: [], shown: [], at: -1 };
    box.input = root.querySelector("input");
    box.list = root.querySelector("[role=listbox]");
    box.note = root.querySelector("[role=status]");
    const close = () => { box.shown = []; draw(box); };
    box.input.addEventListener("input", () => { look(box); });
    box.input.addEventListener("focus", () => { look(box); });
    box.input.addEventListener("blur", close);
    box.input.addEventListener("keydown", (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step && box.shown.length) {
            event.preventDefault();
            box.at = (box.at + step + box.shown.length) % box.shown.length;
            draw(box);
        } else if (event.key === "Enter" && box.shown.length) {
            event.preventDefault();
            take(box, box.shown[Math.max(box.at, 0)]);
        } else if (event.key === "Escape") { close(); }
        // Nothing of what is typed here is a shortcut of the page.
        event.stopPropagation();
    });
    // The list answers before the box loses the focus.
    box.list.addEventListener("pointerdown", (event) => {
        const line = event.target.closest("[role=option]");
        event.preventDefault();
        if (line) { take(box, box.shown[Number(line.dataset.rank)]); }
    });
    return box;
}

function look(box) {
    const { found, near } = find(box.entries, box.input.value);
    box.shown = found.slice(0, MOST);
    box.at = box.shown.length && !near ? 0 : -1;
    draw(box, box.input.value.trim() ? told(found, near) : "");
}

function take(box, entry) {
    box.shown = [];
    box.input.value = "";
    draw(box);
    box.send("choisi", entry.code);
}

function draw(box, note = "") {
    box.list.replaceChildren(...box.shown.map((entry, rank) => {
        const line = document.createElement("li");
        line.setAttribute("role", "option");
        line.id = `${box.input.id}-${rank}`;
        line.dataset.rank = rank;
        line.setAttribute("aria-selected", rank === box.at);
        const also = document.createElement("span");
        line.append(entry.name, " ", also);
        also.textContent = entry.also;
        return line;
    }));
    box.list.hidden = !box.shown.length;
    box.note.textContent = note;
    box.root.classList.toggle("ouverte", Boolean(box.shown.length || note));
    box.input.setAttribute("aria-expanded", Boolean(box.shown.length));
    if (box.at >= 0 && box.shown.length) { box.input.setAttribute("aria-activedescendant", `${box.input.id}-${box.at}`); }
    else { box.input.removeAttribute("aria-activedescendant"); }
}

const boxes = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
    const root = parentElement.querySelector(".recherche");
    const known = boxes.get(root);
    const box = known ?? settle(root);
    boxes.set(root, box);
    if (!known && data.awaited) { box.input.focus(); }
    box.send = setTriggerValue;
    if (box.data === data) { return; }
    box.data = data;
    box.entries = prepared(data.entries);
    root.querySelector("label").textContent = data.label;
    box.list.setAttribute("aria-label", data.label);
    box.input.placeholder = data.placeholder;
    root.classList.toggle("sans-titre", Boolean(data.bare));
}
