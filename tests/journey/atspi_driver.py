"""Finds the widgets of running windows in the accessibility tree and works them.

Runs under the system's own Python, because pyatspi is not on the package index. Takes one JSON
object a line, `{"do": …, "pid": …, …}`, and answers with `{"value": …}` or `{"error": …}`. What is
not there yet is looked for again until the deadline of the request.
"""

import json
import sys
import time

import pyatspi
from gi.repository import GLib

ROLES = {
    pyatspi.ROLE_PUSH_BUTTON: "button",
    pyatspi.ROLE_TOGGLE_BUTTON: "check",
    pyatspi.ROLE_CHECK_BOX: "check",
    pyatspi.ROLE_RADIO_BUTTON: "radio",
    pyatspi.ROLE_TEXT: "text",
    pyatspi.ROLE_ENTRY: "text",
    pyatspi.ROLE_PASSWORD_TEXT: "password",
    pyatspi.ROLE_COMBO_BOX: "combo",
    pyatspi.ROLE_LABEL: "label",
    pyatspi.ROLE_PANEL: "group",
    pyatspi.ROLE_FRAME: "window",
    pyatspi.ROLE_IMAGE: "image",
    pyatspi.ROLE_MENU_ITEM: "menu item",
    pyatspi.ROLE_CHECK_MENU_ITEM: "menu item",
    pyatspi.ROLE_RADIO_MENU_ITEM: "menu item",
    pyatspi.ROLE_LIST_ITEM: "list item",
}
FIELDS = ("text", "password")
PRESSED = ("button", "radio", "check", "menu item")
STATES = {
    pyatspi.STATE_SHOWING: "showing",
    pyatspi.STATE_ENABLED: "enabled",
    pyatspi.STATE_FOCUSABLE: "focusable",
    pyatspi.STATE_FOCUSED: "focused",
    pyatspi.STATE_CHECKED: "checked",
    pyatspi.STATE_EDITABLE: "editable",
}
LEAVES = ("label", "image", "radio", "text")
PAUSE = 0.02
# The bus and the bindings complain in these ways about an object that went away while looked at.
GONE = (LookupError, RuntimeError, AttributeError, GLib.GError)


class NotYetError(Exception):
    """What is asked for is not there, or not alone, at this moment."""


# ------------------------------------------------------------------ looking


def application(pid):
    for found in children(pyatspi.Registry.getDesktop(0)):
        if found.get_process_id() == pid:
            return found
    raise NotYetError(f"no application of process {pid} in the tree")


def children(thing):
    found = (thing.getChildAtIndex(i) for i in range(thing.childCount))
    return [child for child in found if child is not None]


def role(thing):
    return ROLES.get(thing.getRole()) or thing.getRoleName()


def walk(thing, hidden=False, path=()):
    """Yield everything on the screen: path, role, widget; what is hidden only if asked for."""
    for position, child in enumerate(children(thing)):
        here = (*path, position)
        try:
            if hidden or child.getState().contains(pyatspi.STATE_SHOWING):
                kind = role(child)
                yield here, kind, child
                if kind not in LEAVES:
                    yield from walk(child, hidden, here)
        except GONE:
            continue


def with_focus(thing, path=()):
    """Return what has the focus and its path: the innermost with a name; pages are at the end."""
    for position, child in reversed([*enumerate(children(thing))]):
        here = (*path, position)
        try:
            state = child.getState()
            if not state.contains(pyatspi.STATE_SHOWING):
                continue
            inside = with_focus(child, here)
        except GONE:
            continue
        if state.contains(pyatspi.STATE_FOCUSED) and not (inside and inside[1].name):
            return here, child
        if inside is not None:
            return inside
    return None


def find(pid, roles, name, description=None, at=None):
    """Return the one widget of these roles and this name that is on the screen, or the `at`-th."""
    found = [
        thing
        for _path, kind, thing in walk(application(pid))
        if kind in roles and thing.name == name and description in (None, thing.description)
    ]
    if at is not None and at < len(found):
        return found[at]
    if len(found) != 1:
        raise NotYetError(f"{len(found)} of {'/'.join(roles)} “{name}” are on the screen")
    return found[0]


def text_of(thing):
    try:
        text = thing.queryText()
    except NotImplementedError:
        return None
    return text.getText(0, text.characterCount)


def actions_of(thing):
    try:
        action = thing.queryAction()
    except NotImplementedError:
        return []
    return [action.getName(i) for i in range(action.nActions)]


def labels_of(thing):
    return [
        relation.getTarget(i).name
        for relation in thing.getRelationSet()
        if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY
        for i in range(relation.getNTargets())
    ]


def states_of(thing):
    state = thing.getState()
    return [name for key, name in STATES.items() if state.contains(key)]


def named(path, kind, thing):
    """Tell what a widget is called, which is quick."""
    said = {"path": path, "role": kind, "name": thing.name}
    if kind in (*FIELDS, *PRESSED):
        said["description"] = thing.description
    return said


def described(path, kind, thing):
    """Tell everything about a widget."""
    box = thing.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    return {
        "path": path,
        "role": kind,
        "name": thing.name,
        "description": thing.description,
        "text": text_of(thing) if kind in FIELDS else None,
        "states": states_of(thing),
        "actions": actions_of(thing),
        "labels": labels_of(thing),
        "box": [box.x, box.y, box.width, box.height],
    }


# ------------------------------------------------------------------ what can be asked


def tree(pid, hidden=False):
    return told(walk(application(pid), hidden), described)


def names(pid, having=None):
    """Return what everything is called, once there is something of exactly this name."""
    found = told(walk(application(pid)), named)
    if having is not None and not any(entry["name"] == having for entry in found):
        raise NotYetError(f"nothing is called “{having}”")
    return found


def told(things, tell):
    found = []
    for path, kind, thing in things:
        try:
            found.append(tell(path, kind, thing))
        except GONE:
            continue
    return found


def see(pid, words):
    """Return the name of what says these words."""
    for _path, _kind, thing in walk(application(pid)):
        if words in thing.name:
            return thing.name
    raise NotYetError(f"nothing says “{words}”")


def gone(pid, words):
    if any(words in thing.name for _path, _kind, thing in walk(application(pid))):
        raise NotYetError(f"something still says “{words}”")


def focused(pid, other_than=None, called=None):
    """Return what has the focus, once it is something else than before, or is called this."""
    found = with_focus(application(pid))
    if found is None:
        raise NotYetError("nothing has the focus")
    path, thing = found
    if list(path) == other_than:
        raise NotYetError(f"the focus stays on “{thing.name}”")
    if called is not None and thing.name != called:
        raise NotYetError(f"the focus is on “{thing.name}”, not on “{called}”")
    return described(path, role(thing), thing)


def fill(pid, name, text):
    """Set the text of the field of this label; return what it holds then."""
    field = find(pid, FIELDS, name)
    field.queryEditableText().setTextContents(text)
    return text_of(field)


def read(pid, name):
    return text_of(find(pid, FIELDS, name))


def press(pid, name, roles=PRESSED, action=None, description=None, at=None):
    """Press the button, or choose the radio button, of this name.

    Buttons that share a name are told apart by what describes them.
    """
    button = find(pid, roles, name, description, at)
    if not button.getState().contains(pyatspi.STATE_ENABLED):
        raise NotYetError(f"“{name}” cannot be pressed now")
    wanted = button.queryAction()
    offered = [wanted.getName(i) for i in range(wanted.nActions)]
    wanted.doAction(offered.index(action) if action else 0)


REQUESTS = {
    "tree": tree,
    "names": names,
    "see": see,
    "gone": gone,
    "focused": focused,
    "fill": fill,
    "read": read,
    "press": press,
}


def answer(do, patience=10.0, **rest):
    deadline = time.monotonic() + patience
    while True:
        try:
            return {"value": REQUESTS[do](**rest)}
        except (NotYetError, *GONE) as error:
            if time.monotonic() >= deadline:
                return {"error": f"{do}: {error}"}
        time.sleep(PAUSE)


def main():
    for line in sys.stdin:
        print(json.dumps(answer(**json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
