"""The house's rules: each looks at one file and says what to do about each line it dislikes."""

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

LONGEST = 420  # lines; a module that has more has two subjects
LONGEST_OF_TESTS = 450
ARABIC = re.compile("[\u0621-\u064a]")
PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")
# Names that are written in Arabic whatever the language on the screen.
OWN_NAMES = {"العربية", "الضمان الاجتماعي الأردني"}
SHAPELESS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
TEXT_SETTERS = {
    "setAccessibleDescription",
    "setAccessibleName",
    "setPlaceholderText",
    "setText",
    "setTitle",
    "setToolTip",
    "setWindowTitle",
    "set_text",
}
MACHINE = (
    (re.compile(r"(?<![\w.~*])/(?:home|root|work|Users)/\w"), "a path of one machine"),
    (re.compile(r"\b[A-Za-z]:\\+(?:Users|Documents)\b"), "a path of one machine"),
    (
        re.compile(r"(?<!emit-)(?:index-url|find-links|trusted-host)[ =]+\S"),
        "the address of an index",
    ),
    (re.compile(r"https?://\S+/simple\b"), "the address of an index"),
)
# An imperative speaks to a man; the voice is "يرجى" with a noun.
IMPERATIVE = re.compile(
    "(?<![\u0621-\u0652])[وف]?"
    "(?:اكتب|اختر|أدخل|ادخل|اضغط|انقر|تأكد|راجع|حاول|اطلب|اذهب|قم|تفضل|كتبت|أدخلت|اخترت)"
    "(?![\u0621-\u0652])"
)
NOOP = "QT_TRANSLATE_NOOP"
FROM_A_TABLE = (ast.Attribute, ast.Name, ast.Subscript)
Findings = Iterator[tuple[int, str]]


def name_of(node: ast.expr) -> str:
    """Return the last part of a name: `exec` of `self.app.exec`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, name_of(node.func)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _docstrings(tree: ast.AST) -> set[ast.AST]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


# ------------------------------------------------------------------ widgets


def labels(tree: ast.AST) -> Findings:
    """QLabel and QMessageBox turn text into markup by themselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            used = {name_of(node.func)}
            if isinstance(node.func, ast.Attribute):
                used.add(name_of(node.func.value))
        elif isinstance(node, ast.ClassDef):
            used = {name_of(base) for base in node.bases}
        else:
            continue
        for name in sorted(used & {"QLabel", "QMessageBox"}):
            yield node.lineno, f"{name} reads markup in what people typed; use ui.widgets.text.Text"


def nested_loops(tree: ast.AST) -> Findings:
    """A nested event loop lets a click arrive in the middle of a call."""
    for call, name in calls(tree):
        if name == "processEvents":
            yield call.lineno, "processEvents runs other people's slots here; use ui.tasks"
        elif name in ("exec", "exec_") and isinstance(call.func, ast.Attribute):
            yield call.lineno, "exec() opens a nested event loop; use show(), open() or popup()"
        elif name == "QEventLoop":
            yield call.lineno, "a QEventLoop of one's own waits inside a slot; use ui.tasks"


# ------------------------------------------------------------------ texts


def untranslatable(tree: ast.AST) -> Findings:
    """Texts are collected from the source, so they have to stand there."""
    for call, name in calls(tree):
        owner = name_of(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if name == "tr":
            literal, looked_up = call.args[:1], []
        elif name == NOOP:
            literal, looked_up = call.args[:2], []
        elif name == "translate" and owner.startswith("Q"):
            literal, looked_up = call.args[:1], call.args[1:2]
        else:
            continue
        for argument in literal:
            if not _is_text(argument):
                yield call.lineno, f"{name}() takes a plain text; put values in with format()"
        for argument in looked_up:
            marked = isinstance(argument, ast.Call) and name_of(argument.func) == NOOP
            if not (_is_text(argument) or marked or isinstance(argument, FROM_A_TABLE)):
                yield call.lineno, "translate() takes a plain text, or one from a table of them"


def untranslated(tree: ast.AST) -> Findings:
    """A text that is set as it stands stays English."""
    for call, name in calls(tree):
        if name not in TEXT_SETTERS:
            continue
        for argument in call.args:
            if isinstance(argument, ast.JoinedStr):
                parts = [p.value for p in argument.values if isinstance(p, ast.Constant)]
                said = "".join(str(part) for part in parts)
            else:
                said = argument.value if _is_text(argument) else ""  # type: ignore[attr-defined]
            if any(letter.isalpha() for letter in said):
                yield call.lineno, f"{said!r} is not translated; write self.tr({said!r})"


def arabic_in_source(tree: ast.AST) -> Findings:
    """English stands in the source, all the Arabic in resources/translations/ar.ts."""
    docstrings = _docstrings(tree)
    for node in ast.walk(tree):
        if not _is_text(node) or node in docstrings:
            continue
        said = node.value  # type: ignore[attr-defined]
        if ARABIC.search(said) and said not in OWN_NAMES:
            yield node.lineno, f"{said!r} belongs in ar.ts; write the English here"  # type: ignore[attr-defined]


def sources(tree: ast.AST) -> set[str]:
    """Return every text that is marked for translation."""
    places = {"tr": 0, "translate": 1, NOOP: 1}
    found: set[str] = set()
    for call, name in calls(tree):
        if name in places and len(call.args) > places[name]:
            argument = call.args[places[name]]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found.add(argument.value)
    return found


# ------------------------------------------------------------------ translations


def messages(text: str) -> Iterator[tuple[str, str, ElementTree.Element]]:
    """Return context, source and message of each entry of a .ts file."""
    for context in ElementTree.fromstring(text.encode()).iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name", ""), message.findtext("source", ""), message


def translated(message: ElementTree.Element) -> tuple[str, ...]:
    """Return a message's translation, all its plural forms where it has some."""
    translation = message.find("translation")
    if translation is None:
        return ()
    forms = translation.findall("numerusform")
    return tuple(form.text or "" for form in forms) if forms else (translation.text or "",)


def unfinished(text: str, plural_forms: int) -> Iterator[str]:
    """Every message is translated, in every plural form."""
    for context, source, message in messages(text):
        translation = message.find("translation")
        forms = translated(message)
        wanted = plural_forms if message.get("numerus") == "yes" else 1
        if translation is None or translation.get("type") or not all(forms):
            yield f"{context}: {source!r} has no finished translation"
        elif len(forms) != wanted:
            yield f"{context}: {source!r} has {len(forms)} forms of {wanted}"


def contradictory(text: str) -> Iterator[str]:
    """One text has one translation, wherever it stands, unless a comment sets a use apart."""
    known: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
    for context, source, message in messages(text):
        use = (source, message.findtext("comment") or "")
        first, forms = known.setdefault(use, (context, translated(message)))
        if forms != translated(message):
            yield f"{source!r} is {forms} in {first} but {translated(message)} in {context}"


def values_lost(text: str) -> Iterator[str]:
    """A value in braces that is missing from a translation is never shown."""
    for context, source, message in messages(text):
        values = set(re.findall(r"\{\w+\}", source))
        for form in translated(message):
            if set(re.findall(r"\{\w+\}", form)) != values:
                yield f"{context}: {source!r} and {form!r} do not name the same values"


def imperatives(text: str) -> Iterator[str]:
    """The voice is «يرجى» with a noun, which reads the same for men and women."""
    for context, source, message in messages(text):
        for form in translated(message):
            if found := IMPERATIVE.search(form):
                yield f"{context}: {source!r} says «{found.group()}»; say «يرجى» with a noun"


# ------------------------------------------------------------------ styles, paths, names


def physical_sides(text: str) -> Findings:
    """Style sheets do not mirror; sides have to follow the reading direction."""
    blank = re.sub(r"/\*.*?\*/", lambda c: re.sub(r"[^\n]", " ", c.group()), text, flags=re.DOTALL)
    for number, line in enumerate(blank.splitlines(), 1):
        if found := re.search(r"(?<![\w.])(?:\w+-)?(?:left|right)\b", line):
            yield number, f"{found.group()!r} stays where it is in Arabic; use @start or @end"


def presentation_forms(text: str) -> Findings:
    """Shaped letters are what a font draws, not what a text is made of."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := PRESENTATION_FORM.search(line):
            code = f"U+{ord(found.group()):04X}"
            yield number, f"{code} is a shaped letter; write the plain one (NFKC)"


def machine_words(text: str) -> Findings:
    """What belongs to one machine does not work on another."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what in MACHINE:
            if found := pattern.search(line):
                yield number, f"{found.group()!r} is {what}; leave it out or make it relative"


def prints(tree: ast.AST) -> Findings:
    """What goes to the console is shaped and ordered by ssc_desktop.output."""
    for call, name in calls(tree):
        to_errors = any(
            keyword.arg == "file" and name_of(keyword.value) == "stderr"
            for keyword in call.keywords
        )
        if isinstance(call.func, ast.Name) and name == "print" and not to_errors:
            yield call.lineno, "print() is for commands; raise, return or use ssc_desktop.output"
