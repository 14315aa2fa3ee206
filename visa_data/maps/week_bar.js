// The bar of dates under the map: what one presses, and what is told there. It knows no zone.
// given: what `weeks_of` states; difference: writes a change; press: { play, step(by), go(place), turn(mode), pick(which, place) }.
(function (given, difference, press) {
  "use strict";
  const MODES = { play: "Semaine par semaine", side: "Deux dates côte à côte", change: "Ce qui a changé" };
  const ICONS = {
    play: "M7 4v16l13-8z",
    pause: "M6 4h4v16H6zM14 4h4v16h-4z",
    before: "M6 4h3v16H6zM20 4v16L10 12z",
    after: "M15 4h3v16h-3zM4 4v16l10-8z",
  };
  const { frames, colours } = given;
  const last = frames.length - 1;

  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function drawn(path) {
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.setAttribute("aria-hidden", "true");
    picture.innerHTML = '<path d="' + path + '"/>';
    return picture;
  }

  function button(name, icon, act) {
    const made = el("button", { type: "button", "aria-label": name, title: name }, drawn(ICONS[icon]));
    made.addEventListener("click", act);
    return made;
  }

  function choice(name, which) {
    const options = frames.map((frame, place) => el("option", { value: place }, frame.day));
    const made = el("select", { "aria-label": name }, ...options);
    made.addEventListener("change", () => press.pick(which, Number(made.value)));
    return made;
  }

  const title = el("output", { class: "date", "aria-live": "polite" });
  const whole = el("span", { class: "nombre" });
  const slider = el("input", { type: "range", min: 0, max: last, step: 1, "aria-label": "Date montrée sur la carte" });
  slider.addEventListener("input", () => press.go(Number(slider.value)));
  const player = button("Lire", "play", press.play);
  const stepBack = button("Date précédente", "before", () => press.step(-1));
  const stepOn = button("Date suivante", "after", () => press.step(1));
  const modes = Object.entries(MODES).map(function ([mode, name]) {
    const made = el("button", { type: "button", "aria-pressed": "false" }, name);
    made.dataset.mode = mode;
    made.addEventListener("click", () => press.turn(mode));
    return made;
  });
  const wholes = [el("span", { class: "nombre" }), el("span", { class: "nombre" })];
  const choices = [choice("Première date", 0), choice("Seconde date", 1)];
  const still = el("div", { class: "calme" }, "Animations réduites sur votre appareil : « Lire » avance d'une date à chaque appui.");
  const said = el("div", { class: "bilan", "aria-live": "polite" });
  const sample = el("div", { class: "fleches" });
  const root = el(
    "div",
    { class: "visa-semaines", role: "group", "aria-label": "Dates de la carte" },
    el("div", { class: "modes" }, ...modes),
    el("div", { class: "lecture" }, stepBack, player, stepOn, slider, el("div", { class: "dit" }, title, whole)),
    still,
    el("div", { class: "dates" }, ...choices.map((one, place) => el("span", {}, one, wholes[place]))),
    el("div", { class: "ecarts" }, said, sample),
  );

  // The date shown, and the two compared.
  function show(shown, compared) {
    title.value = frames[shown].title;
    whole.textContent = frames[shown].whole;
    slider.value = shown;
    slider.setAttribute("aria-valuetext", frames[shown].title);
    stepBack.disabled = shown === 0;
    stepOn.disabled = shown === last;
    compared.forEach(function (place, which) {
      choices[which].value = place;
      wholes[which].textContent = frames[place].whole;
    });
  }

  function playing(on) {
    // Announced once it stops: a voice could not follow.
    title.setAttribute("aria-live", on ? "off" : "polite");
    player.replaceChildren(drawn(on ? ICONS.pause : ICONS.play));
    player.setAttribute("aria-label", (player.title = on ? "Pause" : "Lire"));
  }

  function turned(mode) {
    root.dataset.mode = mode;
    modes.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.mode === mode)));
  }

  // What changed, in lines; then the size of the arrows, as a round number, which follows the two dates.
  function tell(lines, scale) {
    said.replaceChildren(...lines.map((line) => el("div", {}, line)));
    sample.replaceChildren();
    if (!scale) return;
    const { factor, largest, worse } = given.change;
    const power = 10 ** Math.floor(Math.log10(scale * factor) + 1e-9);
    const round = Math.max(...[1, 2, 5].map((step) => step * power).filter((one) => one <= scale * factor * 1.0001));
    const side = largest * Math.sqrt(round / factor / scale) * Math.sqrt((4 * Math.PI) / Math.sqrt(3));
    const height = (side * Math.sqrt(3)) / 2;
    const picture = drawn("M" + side / 2 + " 0L" + side + " " + height + "H0z");
    picture.setAttribute("viewBox", "0 0 " + side + " " + height);
    picture.style.cssText = "width:" + side + "px;height:" + height + "px;fill:" + colours.neither;
    const chip = (colour, name) => {
      const made = el("span", { class: "puce" });
      made.style.background = colour;
      return el("span", {}, made, name);
    };
    sample.append(picture, el("span", {}, difference(round / factor).slice(1)));
    if (worse) sample.append(chip(colours.worse, "moins bien"), chip(colours.better, "mieux"));
  }

  return { root, show, playing, turned, tell, calm: (on) => (still.hidden = !on) };
})
