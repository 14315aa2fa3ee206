// The map by keyboard: one stop of the Tab key, whose arrows go through the zones in the order given (the largest
// first), then the teams and the resources; Enter opens the card. What is gone to is said, outlined and brought in sight.
(function (map) {
  "use strict";
  const state = window.visaMap;
  const list = L.DomUtil.create("div", "visa-liste", map.getContainer());
  list.tabIndex = 0;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Zones, équipes et ressources de la carte : flèches pour choisir, Entrée pour ouvrir la fiche, plus et moins pour agrandir et réduire");
  const said = L.DomUtil.create("div", "visa-liste-dit", map.getContainer());
  said.setAttribute("aria-hidden", "true");
  let items = [];
  let at = -1;
  let ring = null;

  function plainText(html) {
    const read = new DOMParser().parseFromString(String(html || ""), "text/html");
    return read.body.textContent.trim();
  }

  function gather() {
    const rank = new Map((state.view && state.view.order ? state.view.order : []).map((code, place) => [code, place]));
    const byCode = new Map();
    map.eachLayer(function (layer) {
      const its = layer.feature && layer.feature.properties;
      if (!its || its.code === undefined || its.code === null) return;
      const known = byCode.get(String(its.code));
      if (!known || layer.getBounds) byCode.set(String(its.code), layer);
    });
    items = [...byCode].map(([code, layer]) => ({
      code,
      layer,
      text: [plainText(layer.feature.properties.nom), plainText(layer.feature.properties.texte)].filter(Boolean).join(". "),
    }));
    const last = rank.size;
    items.sort((one, other) => (rank.get(one.code) ?? last) - (rank.get(other.code) ?? last));
    list.replaceChildren(
      ...items.map(function (item, place) {
        const option = document.createElement("div");
        option.id = `visa-choix-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-setsize", items.length);
        option.setAttribute("aria-posinset", place + 1);
        option.setAttribute("aria-selected", "false");
        option.textContent = item.text;
        return option;
      }),
    );
    at = Math.min(at, items.length - 1);
  }

  function go(place) {
    if (!items.length) return;
    if (list.children[at]) list.children[at].setAttribute("aria-selected", "false");
    at = Math.max(0, Math.min(place, items.length - 1));
    list.children[at].setAttribute("aria-selected", "true");
    list.setAttribute("aria-activedescendant", list.children[at].id);
    said.textContent = `${at + 1} sur ${items.length} – ${items[at].text}`;
    const layer = items[at].layer;
    const middle = layer.getBounds ? layer.getBounds().getCenter() : layer.getLatLng();
    if (ring) ring.remove();
    ring = layer.getBounds
      ? L.geoJSON(layer.feature, { style: { color: state.view.ink, fill: false, weight: 4, dashArray: "3 7" }, interactive: false })
      : L.circleMarker(middle, { radius: 18, color: state.view.ink, weight: 4, fill: false, interactive: false });
    ring.addTo(map);
    state.reveal(middle);
  }

  list.addEventListener("focus", function () {
    gather();
    list.parentElement.classList.add("au-clavier");
    if (items.length) go(Math.max(at, 0));
  });
  list.addEventListener("blur", function () {
    list.parentElement.classList.remove("au-clavier");
    if (ring) ring.remove();
    ring = null;
  });
  const KEYS = {
    ArrowDown: () => go(at + 1),
    ArrowRight: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    ArrowLeft: () => go(at - 1),
    PageDown: () => go(at + 10),
    PageUp: () => go(at - 10),
    Home: () => go(0),
    End: () => go(items.length - 1),
    Enter: open,
    " ": open,
    "+": () => map.zoomIn(),
    "-": () => map.zoomOut(),
  };
  const STEP = 120;
  const PANS = { ArrowDown: [0, STEP], ArrowUp: [0, -STEP], ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0] };
  function open() {
    const item = items[at];
    if (!item) return;
    const middle = item.layer.getBounds ? item.layer.getBounds().getCenter() : item.layer.getLatLng();
    item.layer.fire("click", { latlng: middle }, true);
    followCard();
  }

  // Opened by a key, the card takes the focus at its title; closed by one, it gives it back to the list.
  const stage = window.frameElement && window.frameElement.closest("[class*='_plein'], [data-testid=stHorizontalBlock]");
  const cardTitle = () => stage && stage.querySelector("[role=heading], h2, h3");
  const PATIENCE = 10000;
  function followCard() {
    if (!stage) return;
    const before = cardTitle();
    const said = before && before.textContent;
    const take = function (title) {
      title.tabIndex = -1;
      title.focus();
    };
    if (before && items[at].text.startsWith(said)) return take(before);
    when(() => cardTitle() && cardTitle().textContent !== said, () => take(cardTitle()));
  }
  function when(come, then) {
    const watch = new MutationObserver(function () {
      if (!come()) return;
      watch.disconnect();
      then();
    });
    watch.observe(stage, { childList: true, subtree: true, characterData: true });
    setTimeout(() => watch.disconnect(), PATIENCE);
  }
  if (stage) {
    stage.addEventListener("click", function (event) {
      // A click of the keyboard counts none.
      if (event.detail || !event.target.closest("[class*='_fermer'] button")) return;
      when(() => !cardTitle(), () => list.focus());
    });
  }
  list.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = KEYS[event.key];
    if (event.shiftKey && PANS[event.key]) map.panBy(PANS[event.key]);
    else if (act) act();
    else if (event.key.length === 1) {
      // A letter goes to the next name that begins with it.
      const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
      const letter = fold(event.key);
      const next = [...items.keys()].map((step) => (at + 1 + step) % items.length);
      const found = next.find((place) => fold(items[place].text).startsWith(letter));
      if (found === undefined) return;
      go(found);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  map.on("visa:dessin", function () {
    if (document.activeElement === list) gather();
  });
})
