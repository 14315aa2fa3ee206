// In Streamlit's date fields, the day, the month and the year are three spin buttons; what is typed in them is sent when
// the calendar beside them closes, or when the field is left. Enter did neither, and Tab goes to the calendar's button.

const FIELD = "[data-testid=stDateInputField]";
const NOTE = "visa-date-impossible";
const MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre"];
const FIRST_YEAR = 1000; // until four figures are typed, the year is not said

function segment(field, type) { return field.querySelector(`[role=spinbutton][data-type=${type}]`); }

function written(field) {
    return ["day", "month", "year"].map((type) => Number(segment(field, type)?.getAttribute("aria-valuenow")));
}

// Why the day does not exist, and what the field makes of it; nothing for one that does.
function impossible(field) {
    const [day, month, year] = written(field);
    if (!(day && month && year >= FIRST_YEAR)) { return ""; }
    const last = new Date(year, month, 0).getDate();
    if (day <= last) { return ""; }
    const name = MONTHS[month - 1];
    return `Le ${day} ${name} ${year} n'existe pas\u00a0: le ${last} ${name} est pris à la place.`;
}

// Streamlit says why a date is out of its calendar to screen readers, and to a pointer left on a sign: it is written too.
function refused(field) { return field.querySelector("[role=alert]")?.textContent ?? ""; }

function say(field) {
    const box = field.closest("[data-testid=stDateInput]");
    const text = impossible(field) || refused(field);
    let note = box.querySelector(`.${NOTE}`);
    if (!text) { note?.remove(); return; }
    if (!note) {
        note = document.createElement("div");
        note.className = NOTE;
        note.style.cssText = "font-size:0.875rem;margin-top:0.25rem;font-weight:600";
        box.append(note);
    }
    note.removeAttribute("role");
    note.removeAttribute("aria-hidden");
    if (impossible(field)) { note.setAttribute("role", "alert"); } else { note.setAttribute("aria-hidden", "true"); }
    if (note.textContent !== text) { note.textContent = text; }
}

let due; // what the last key makes to be said, once the field has taken it

function take(field) {
    // Before the field makes another day of it, and not after.
    clearTimeout(due);
    say(field);
    const button = field.querySelector("[data-testid=stDateInputCalendarButton]");
    if (document.querySelector("[data-testid=stDateInputCalendar]")) {
        // The calendar closes as by a click beside it (within the dialog that may hold it), and what is typed is sent.
        for (const name of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) {
            field.closest("[data-testid=stDateInput]").dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
        }
        return;
    }
    document.activeElement?.blur();
    button?.focus();
}

export default function () {
    if (window.visaTypedDates) { return; }
    window.visaTypedDates = true;
    document.addEventListener("keydown", (event) => {
        const field = event.target.closest?.(FIELD);
        if (!field || event.target.getAttribute("role") !== "spinbutton") { return; }
        if (event.key === "Enter") {
            event.preventDefault();
            take(field);
        } else if (event.key === "Tab" && !event.shiftKey && event.target.dataset.type === "year") {
            // Once the focus has moved to the calendar's button.
            setTimeout(() => take(field), 0);
        }
    }, true);
    document.addEventListener("keyup", (event) => {
        const field = event.target.closest?.(FIELD);
        if (field && /^(\d|Arrow(Up|Down)|Backspace|Delete)$/.test(event.key)) { clearTimeout(due); due = setTimeout(() => say(field), 0); }
    }, true);
}
