"""Each rule finds what it is there to find, and nothing else."""

import ast

import pytest

from tests.house import rules


def found(rule, source: str) -> list[int]:
    return [line for line, _advice in rule(ast.parse(source))]


def in_text(rule, text: str) -> list[int]:
    return [line for line, _advice in rule(text)]


def ts(*entries: str) -> str:
    return f"<TS><context><name>Page</name>{''.join(entries)}</context></TS>"


def entry(source: str, translation: str, attributes: str = "") -> str:
    return (
        f"<message><source>{source}</source>"
        f"<translation{attributes}>{translation}</translation></message>"
    )


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        (rules.labels, "QLabel('x')"),
        (rules.labels, "QtWidgets.QLabel()"),
        (rules.labels, "class Mine(QLabel): pass"),
        (rules.labels, "QMessageBox.warning(self, 'a', 'b')"),
        (rules.nested_loops, "app.processEvents()"),
        (rules.nested_loops, "dialog.exec()"),
        (rules.nested_loops, "menu.exec_(point)"),
        (rules.nested_loops, "loop = QEventLoop()"),
        (rules.untranslatable, "self.tr(f'{n} tries')"),
        (rules.untranslatable, "self.tr('a' + b)"),
        (rules.untranslatable, "self.tr('a %s' % b)"),
        (rules.untranslatable, "self.tr('a {}'.format(b))"),
        (rules.untranslatable, "self.tr(text)"),
        (rules.untranslatable, "QT_TRANSLATE_NOOP('wording', text)"),
        (rules.untranslatable, "QT_TRANSLATE_NOOP(context, 'text')"),
        (rules.untranslatable, "QCoreApplication.translate('wording', f'{a}')"),
        (rules.untranslatable, "QCoreApplication.translate(context, 'text')"),
        (rules.untranslated, "label.setText('Name')"),
        (rules.untranslated, "label.set_text(f'Name: {name}')"),
        (rules.arabic_in_source, "x = 'دخول'"),
        (rules.arabic_in_source, "x = f'دخول {n}'"),
        (rules.prints, "print('x')"),
        (rules.prints, "print('x', file=out)"),
    ],
)
def test_it_bites(rule, bad: str) -> None:
    assert found(rule, f"\n{bad}\n"), bad


@pytest.mark.parametrize(
    ("rule", "good"),
    [
        (rules.labels, "isinstance(widget, QLabel)"),
        (rules.labels, "Text('title')"),
        (rules.nested_loops, "menu.popup(point)"),
        (rules.untranslatable, "self.tr('a ' 'b').format(n=n)"),
        (rules.untranslatable, "QCoreApplication.translate('wording', LABELS[field])"),
        (rules.untranslatable, "QCoreApplication.translate('wording', source)"),
        (rules.untranslatable, "Q.translate('wording', QT_TRANSLATE_NOOP('wording', 'a'))"),
        (rules.untranslatable, "painter.translate(x, y)"),
        (rules.untranslatable, "text.translate(table)"),
        (rules.untranslated, "label.setText('')"),
        (rules.untranslated, "label.setText(' · ')"),
        (rules.untranslated, "label.setText(self.tr('Name'))"),
        (rules.arabic_in_source, '"""Say «دخول»."""'),
        (rules.arabic_in_source, "x = 'العربية'"),
        (rules.arabic_in_source, "x = '٠١٢'"),
        (rules.prints, "print('x', file=sys.stderr)"),
        (rules.prints, "self.print('x')"),
    ],
)
def test_it_leaves_the_rest_alone(rule, good: str) -> None:
    assert not found(rule, good)


@pytest.mark.parametrize(
    "line",
    ["a { padding-left: 1px; }", "a { text-align: right; }", "a { border-right-width: 0 }"],
)
def test_physical_sides_are_found(line: str) -> None:
    assert in_text(rules.physical_sides, f"/* left\n */\n{line}") == [3]
    assert not in_text(rules.physical_sides, "a { text-align: @start; } /* left */ b.copyright {}")


@pytest.mark.parametrize("letter", ["\ufb50", "\ufdfa", "\ufe8d", "\ufefb", "\ufeff"])
def test_shaped_letters_are_found(letter: str) -> None:
    assert in_text(rules.presentation_forms, f"\n{letter}") == [2]
    assert not in_text(rules.presentation_forms, "الضمان الاجتماعي")


@pytest.mark.parametrize(
    "line",
    [
        "/home/someone/x",
        "'/root/x'",
        r"C:\Users\x",
        "--index-url x",
        "https://host/simple",
    ],
)
def test_what_belongs_to_one_machine_is_found(line: str) -> None:
    assert in_text(rules.machine_words, f"\n{line}") == [2]


@pytest.mark.parametrize(
    "line", ["--no-emit-index-url --x", "resources/home/x", "~/home/x", "https://www.ssc.gov.jo"]
)
def test_what_is_true_everywhere_is_left_alone(line: str) -> None:
    assert not in_text(rules.machine_words, line)


@pytest.mark.parametrize(
    "text",
    [
        ts(entry("a", "")),
        ts(entry("a", "b", ' type="unfinished"')),
        ts(entry("a", "b", ' type="vanished"')),
        ts("<message><source>a</source></message>"),
        ts('<message numerus="yes"><source>%n</source><translation>'
           "<numerusform>1</numerusform></translation></message>"),
    ],
)  # fmt: skip
def test_unfinished_translations_are_found(text: str) -> None:
    assert list(rules.unfinished(text, 2))
    assert not list(rules.unfinished(ts(entry("a", "b")), 2))


def test_contradictory_translations_are_found() -> None:
    assert list(rules.contradictory(ts(entry("a", "b"), entry("a", "c"))))
    assert not list(rules.contradictory(ts(entry("a", "b"), entry("a", "b"))))


def test_lost_values_are_found() -> None:
    assert list(rules.values_lost(ts(entry("a {time}", "b"))))
    assert not list(rules.values_lost(ts(entry("a {time}", "{time} b"))))


@pytest.mark.parametrize("said", ["اكتب رقمك", "ثم اختر البلد", "واضغط هنا", "كما أدخلت"])
def test_imperatives_are_found(said: str) -> None:
    assert list(rules.imperatives(ts(entry("a", said))))


@pytest.mark.parametrize("said", ["يرجى اختيار البلد", "مراجعة البيانات", "محاولات", "مكتب"])
def test_nouns_are_no_imperatives(said: str) -> None:
    assert not list(rules.imperatives(ts(entry("a", said))))


def test_marked_texts_are_collected() -> None:
    source = (
        "self.tr('a'); QT_TRANSLATE_NOOP('w', 'b'); QCoreApplication.translate('w', 'c', '', n)"
    )
    assert rules.sources(ast.parse(source)) == {"a", "b", "c"}
