// Streamlit writes some words of its own, in English, and has no setting for them: this says them in French,
// wherever they appear. Names from files are never touched: only these exact words, in Streamlit's own widgets.
// In our own sentences, it makes the spaces before signs unbreakable.

const WORDS = new Map(Object.entries({
    "Select all": "Tout choisir",
    "Clear all": "Tout effacer",
    "Clear value": "Effacer",
    "No results": "Aucun résultat",
    "No options to select": "Rien à choisir",
    "Choose an option": "Choisissez",
    "Choose options": "Choisissez",
    "Add an option": "Ajoutez",
    "Choose date": "Choisir la date",
    "Choose date range": "Choisir la période",
    "Selected values": "Valeurs choisies",
    "Open": "Ouvrir",
    "Close": "Fermer",
    "Search": "Chercher",
    "Fullscreen": "Plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "Download as CSV": "Télécharger en CSV",
    "Show/hide columns": "Choisir les colonnes",
    "Skip to main content": "Aller au contenu",
    "Sidebar": "Filtres et pages",
    "App pages": "Pages",
    "Main menu": "Menu",
    "Running...": "Calcul en cours…",
    "Stop": "Arrêter",
    "Stopping...": "Arrêt…",
    "Rerun": "Recalculer",
    "Settings": "Réglages",
    "Print": "Imprimer",
    "Record a screencast": "Filmer l'écran",
    "Clear cache": "Vider la mémoire",
    "About": "À propos",
    "Upload": "Choisir des fichiers",
    "Browse files": "Choisir des fichiers",
    "Uploading...": "Envoi en cours…",
    "Upload failed": "Envoi interrompu",
    "Drag and drop files here": "Déposez les fichiers ici",
    "Drag and drop a file here": "Déposez le fichier ici",
    "Press Enter to apply": "Entrée pour valider",
    "Press Enter to submit form": "Entrée pour valider",
    "Press Ctrl+Enter to apply": "Ctrl + Entrée pour valider",
    "Press ⌘+Enter to apply": "⌘ + Entrée pour valider",
    "Press Ctrl+Enter to submit form": "Ctrl + Entrée pour valider",
    "Collapse sidebar": "Replier le côté",
    "Expand sidebar": "Ouvrir le côté",
    "Page not found": "Page introuvable",
    "Connection error": "Connexion perdue",
    "Connecting...": "Connexion…",
    "Please wait...": "Patientez…",
    "Help": "Aide",
    "Increment": "Augmenter",
    "Decrement": "Diminuer",
    "file upload": "Dépôt de fichiers",
    "Add files": "Ajouter des fichiers",
    "Link to heading": "Lien vers ce titre",
    "Select...": "Choisissez",
    "Previous month": "Mois précédent",
    "Next month": "Mois suivant",
    "Previous page": "Page précédente",
    "Next page": "Page suivante",
    "Clear date": "Effacer la date",
    "Clear dates": "Effacer les dates",
    "Clear entry": "Effacer la saisie",
    "Clear time": "Effacer l'heure",
    "Clear selection": "Ne rien choisir",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
        "Les flèches vont d'un jour à l'autre, Entrée choisit, Échap ferme.",
    "Dataframe column menu": "Menu de la colonne",
    "Copy column name": "Copier le nom de la colonne",
    "Sort ascending": "Trier en montant",
    "Sort descending": "Trier en descendant",
    "Format": "Présentation",
    "Autosize": "Ajuster la largeur",
    "Pin column": "Garder à gauche",
    "Unpin column": "Ne plus garder à gauche",
    "Hide column": "Masquer la colonne",
    "Statistics": "Répartition",
    "Automatic": "Automatique",
    "Localized": "À la française",
    "Plain": "Sans séparateur",
    "Compact": "Abrégé",
    "Dollar": "Dollars",
    "Euro": "Euros",
    "Yen": "Yens",
    "Percent": "Pourcentage",
    "Scientific": "Scientifique",
    "Accounting": "Comptable",
    "Distance": "Écart à aujourd'hui",
    "Calendar": "Calendrier",
    "Duration": "Durée",
    "Count": "Nombre",
    "Distinct": "Différentes",
    "Empty": "Vides",
    "Range": "Étendue",
    "Average": "Moyenne",
    "Median": "Médiane",
    "Sum": "Somme",
    "Minimum": "Minimum",
    "Maximum": "Maximum",
    "Standard deviation": "Écart type",
    "Average length": "Longueur moyenne",
    "Minimum length": "Longueur minimale",
    "Maximum length": "Longueur maximale",
    "Values": "Valeurs",
    "Based on sample": "D'après un échantillon",
    "No content": "Rien",
    "No data": "Aucune donnée",
    "Previous Result": "Résultat précédent",
    "Next Result": "Résultat suivant",
    "Close Search": "Fermer la recherche",
    "Scroll tabs left": "Onglets précédents",
    "Scroll tabs right": "Onglets suivants",
    "Stop script": "Arrêter le calcul",
    "Theme": "Thème",
    "Notifications": "Messages",
}));
// Whole sentences of its dialogs, which it lays out as it does our own texts.
const SENTENCES = [
    [/^(The page that you have requested|You have requested page).+Running the app's main page\.$/s,
        "Cette adresse ne mène à aucune page : voici l'accueil."],
    [/^Is Streamlit still running\?.+$/s, "Le tableau de bord s'est arrêté. Pour le relancer, dans le terminal :"],
    [/^streamlit run yourscript\.py$/, "make run"],
    [/^Streamlit server is not responding\..+$/s,
        "Le tableau de bord ne répond plus : est-il encore ouvert sur l'ordinateur qui le fait tourner ?"],
];
const PATTERNS = [
    [/^Help for (.+)$/, "Aide : $1"],
    [/^Remove (.+)$/, "Retirer $1"],
    [/^Add: (.+)$/, "Ajouter : $1"],
    [/^(\d+)MB per file$/, "$1 Mo au plus par fichier"],
    [/^([\d.]+)([KMG]?)B$/, (_, size, unit) => `${size.replace(".", ",")}\u00a0${unit ? unit.replace("K", "k") : ""}o`],
    [/^(?:Error)?(?:: )?Date set outside allowed range\. Please select a date between (.+) and (.+)\.$/,
        "Hors du calendrier\u00a0: choisissez une date du $1 au $2."],
    [/^(\d+) options? available\.$/, "Choix possibles : $1."],
    [/^Choose date, (.+)$/, "Choisir la date, $1"],
    [/^Selected Date: (.+)$/, (_, day) => `Date choisie : ${inFrenchDay(day)}`],
    [/^Selected Date Range: (.+) to (.+)$/, (_, from, to) => `Période choisie : du ${inFrenchDay(from)} au ${inFrenchDay(to)}`],
    [/^(\d+) results?$/, "Résultats : $1"],
    [/^(\d+) of (\d+) results?$/, "$1 sur $2"],
    [/^day, (.+)$/, "jour, $1"],
    [/^month, (.+)$/, "mois, $1"],
    [/^year, (.+)$/, "année, $1"],
];
const ATTRIBUTES = ["aria-label", "placeholder", "title"];
const OURS = ".reunion, .js-plotly-plot, [data-testid=stMarkdownContainer], [data-testid=stTable], [data-testid=stHtml]";
// Theirs, though laid out as ours: what a button of a table says when the mouse is on it, the button of a drop zone.
const THEIRS = "[data-testid=stTooltipContent], [data-testid=stTooltipErrorContent], [data-testid=stFileUploaderDropzone]";

// Our sentences, where no line may start with a sign.
const PROSE = "[data-testid=stMarkdownContainer]";

function unbroken(text) {
    return text.replace(/ (?=[:;?!%»])/g, "\u00a0").replace(/« /g, "«\u00a0");
}

// « December 06, 2025 », which the browser reads whatever its language.
function inFrenchDay(text) {
    const day = new Date(text);
    return Number.isNaN(day.getTime()) ? text : day.toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
}

function inFrench(text) {
    const trimmed = text.trim();
    const word = WORDS.get(trimmed);
    if (word) { return text.replace(trimmed, word); }
    for (const [pattern, french] of PATTERNS) {
        if (pattern.test(trimmed)) { return trimmed.replace(pattern, french); }
    }
    return text;
}

function translateText(node) {
    const sentence = SENTENCES.find(([pattern]) => pattern.test(node.nodeValue.trim()));
    if (sentence) { node.nodeValue = sentence[1]; return; }
    const ours = node.parentElement?.closest(OURS);
    const prose = ours?.matches(PROSE) && !node.parentElement.closest("code, pre");
    const theirs = ours?.closest(THEIRS) && inFrench(node.nodeValue) !== node.nodeValue;
    const said = !ours || theirs ? inFrench(node.nodeValue) : prose ? unbroken(node.nodeValue) : node.nodeValue;
    if (said !== node.nodeValue) { node.nodeValue = said; }
}

// Their buttons beside our headings and labels: no text of ours makes a button, nor gives a name to a link.
const THEIR_BUTTONS = "[data-testid=stMarkdownContainer] button, [data-testid=stMarkdownContainer] a[aria-label]";

function translateAttributes(element) {
    if (element.closest(OURS) && !element.matches(THEIR_BUTTONS)) { return; }
    for (const name of ATTRIBUTES) {
        const value = element.getAttribute(name);
        const said = value === null ? null : inFrench(value);
        if (said !== value) { element.setAttribute(name, said); }
    }
}

function translate(node) {
    if (node.nodeType === Node.TEXT_NODE) { translateText(node); return; }
    if (node.nodeType !== Node.ELEMENT_NODE) { return; }
    translateAttributes(node);
    node.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`).join(",")).forEach(translateAttributes);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) { translateText(text); }
}

export default function (component) {
    // Maps and charts are drawn for the ground that the screen has: drawn anew where it changes, at dusk for instance.
    if (component && !window.visaGround) {
        window.visaGround = matchMedia("(prefers-color-scheme: dark)");
        window.visaGround.addEventListener("change", () => setTimeout(() => component.setTriggerValue("fond", true), 100));
    }
    if (window.visaFrenchWords) { return; }
    document.documentElement.lang = "fr";
    translate(document.body);
    window.visaFrenchWords = new MutationObserver((changes) => {
        for (const change of changes) {
            if (change.type === "childList") { change.addedNodes.forEach(translate); }
            else if (change.type === "characterData") { translateText(change.target); }
            else { translateAttributes(change.target); }
        }
    });
    window.visaFrenchWords.observe(document.body, {
        childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
    });
}
