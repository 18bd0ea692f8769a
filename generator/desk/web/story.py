"""One story: as it will read, what stands behind it, changing it, and deciding on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, flash, redirect, render_template, request
from flask import url_for as to
from markupsafe import Markup
from sqlalchemy import Row, select

from generator.checks.words import marked_up
from generator.desk import decisions, history, stories, texts, wordings
from generator.desk.checking import Found
from generator.desk.decisions import ACTIONS, OPEN, RefusedError, StaleError
from generator.desk.people import name_of
from generator.desk.schema import release
from generator.desk.stories import Asked, Sibling
from generator.desk.web.guard import me, needs
from generator.writers.marking import marked, notes

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from generator.desk.web.app import Desk


def register(app: Flask, desk: Desk) -> None:
    """Hang these pages into an application."""
    database, checker = desk.database, desk.checker

    @app.get("/story/<int:key>")
    def story(key: int) -> Any:
        at = request.args.get("change", None, type=int)
        if at is not None and me().may("reporter"):
            with database.writing() as connection:
                decisions.hold_lock(connection, me(), key)
        return _page(key, at)

    def _page(
        key: int, at: int | None = None, words: str | None = None, said: str = "",
        stale: bool = False, status: int = 200,
    ) -> Any:  # fmt: skip
        """A story, one of its paragraphs being changed: ``words`` are those not saved yet."""
        with database.reading() as connection:
            row = stories.one(connection, key)
            if row is None:
                abort(404)
            shown = _shown(connection, row)
        if at is not None and not 0 <= at < len(shown["copy"]):
            at = None
        page = render_template(
            "story.html", row=row, change=at, words=words, said=said, stale=stale, **shown
        )
        return page, status

    @app.get("/story/<int:key>/chart.svg")
    def chart(key: int) -> Response:
        with database.reading() as connection:
            row = stories.one(connection, key)
        if row is None or not row.chart:
            abort(404)
        policy = "default-src 'none'; style-src 'unsafe-inline'"  # its own colours, no script
        head = {"Content-Security-Policy": policy}
        return Response(row.chart, mimetype="image/svg+xml", headers=head)

    @app.post("/story/<int:key>/change")
    def change(key: int) -> Any:
        form = request.form
        at, words = form.get("at", 0, type=int), form.get("words", "")
        try:
            with database.writing() as connection:
                found = decisions.edit(
                    connection, checker, me(), key, _version(), at, words, over="over" in form
                )
        except StaleError as error:
            return _page(key, at, words, str(error), stale=True, status=409)
        except RefusedError as error:
            return _page(key, at, words, str(error), status=400)
        here = [f for f in found if f.at == at]
        flash("Saved." if not here else f"Saved, with a problem: {here[0].message}",
              "wrong" if here else "message")  # fmt: skip
        return redirect(to("story", key=key, _anchor=f"p{at}"), 303)

    def kept() -> Any:
        """The log-in page, with the words of somebody who was logged out while they wrote."""
        key = (request.view_args or {})["key"]
        words = {f"kept_{k}": request.form.get(k, "")[:100_000] for k in ("at", "words", "version")}
        page = render_template(
            "log_in.html", next=to("story", key=key), kept={**words, "kept_key": str(key)},
            said="You were logged out. Log in: what you wrote is kept.",
        )  # fmt: skip
        from generator.desk.web.guard import with_form_cookie

        return with_form_cookie(app.make_response((page, 401)))

    app.config["KEEPS_TEXT"]["change"] = kept

    @app.post("/resume")
    def resume() -> Any:
        """The story again, with words that were kept over a log-in; nothing is saved by this."""
        form = request.form
        key = form.get("kept_key", 0, type=int)
        return _page(key, form.get("kept_at", 0, type=int), form.get("kept_words", ""),
                     "Nothing is saved yet. Look at it, and save.")  # fmt: skip

    @app.post("/story/<int:key>/check")
    def check(key: int) -> Any:
        """What would be wrong with a paragraph if it read like that; nothing is saved."""
        at, words = request.form.get("at", 0, type=int), request.form.get("words", "")
        if len(words) > decisions.LONGEST:
            return {"problems": [], "error": f"{decisions.LONGEST:,} characters are the most."}
        with database.reading() as connection:
            row = stories.one(connection, key)
        if row is None or not 0 <= at < len(row.text):
            abort(404)
        copy = texts.paragraphs(row.text, row.draft)
        words = " ".join(words.split())
        new = texts.Paragraph(at, copy[at].kind, words, edited=True)
        found = checker.check_paragraphs(
            row.release_id, row.code, [*copy[:at], new, *copy[at + 1 :]]
        )
        before = copy[at].text
        html = render_template(
            "problems.html", problems=[f for f in found if f.at == at],
            runs=[*marked_up(before, words)] if words != before else [],
        )  # fmt: skip
        return {"html": html, "problems": [f._asdict() for f in found if f.at == at]}

    @app.post("/story/<int:key>/settle")
    def settle(key: int) -> Any:
        keep = request.form.get("what") == "keep"
        with database.writing() as connection:
            decisions.settle(
                connection, checker, me(), key, _version(), request.form.get("at", 0, type=int),
                keep=keep,
            )  # fmt: skip
        flash("The changed paragraph stays." if keep else "The new draft was taken.")
        return redirect(to("story", key=key), 303)

    @app.post("/story/<int:key>/decide")
    @needs("editor")
    def decide(key: int) -> Any:
        form = request.form
        action = form.get("action", "")
        try:
            with database.writing() as connection:
                if action == "approve" and "wordings" in form:
                    wordings.approve_of_story(connection, me(), key)
                decisions.decide(
                    connection, me(), key, _version(), action,
                    reason=form.get("reason", ""), override=form.get("override", ""),
                )  # fmt: skip
                row = stories.one(connection, key)
                assert row is not None
                following = stories.after(connection, row.release_id, Asked(), row)
        except RefusedError as error:
            return _page(key, said=str(error), status=409)
        name = decisions.STATUSES[row.status]
        back = Markup('{}: {}. <a href="{}">Back to it</a>').format(
            row.name, name, to("story", key=key)
        )
        flash(back)
        if following is None or action not in ("approve", "hold", "kill"):
            return redirect(to("story", key=key), 303)
        return redirect(to("story", key=following), 303)

    @app.post("/story/<int:key>/undo")
    def undo(key: int) -> Any:
        with database.writing() as connection:
            what = decisions.undo(connection, me(), key, _version())
        flash(f"Taken back: {what}.")
        return redirect(to("story", key=key), 303)

    @app.post("/story/<int:key>/note")
    def note(key: int) -> Any:
        with database.writing() as connection:
            decisions.say(connection, me(), key, request.form.get("text", ""))
        return redirect(to("story", key=key, _anchor="notes"), 303)

    @app.post("/story/<int:key>/take-over")
    def take_over(key: int) -> Any:
        with database.writing() as connection:
            decisions.take_over(connection, me(), key)
        flash("The story is yours to change.")
        return redirect(to("story", key=key), 303)

    @app.post("/story/<int:key>/stay")
    def stay(key: int) -> Any:
        """Sent now and then while somebody writes, so that the story stays theirs."""
        with database.writing() as connection:
            return {"mine": decisions.hold_lock(connection, me(), key)}

    @app.post("/story/<int:key>/leave")
    def leave(key: int) -> Any:
        with database.writing() as connection:
            decisions.release_lock(connection, me(), key)
        return redirect(to("story", key=key), 303)


def _version() -> int:
    return request.form.get("version", 0, type=int)


def _shown(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    """All that the page of a story shows."""
    beat, date = row.release_id.split("/", 1)
    copy = texts.paragraphs(row.text, row.draft)
    met: set[int] = set()
    grounds = row.draft["grounds"]
    html = {
        p.at: marked(p.text, p.claims, grounds, met) if not p.edited else Markup.escape(p.text)
        for p in copy
    }
    problems: dict[int, list[Found]] = defaultdict(list)
    for one in row.problems:
        problems[one["at"]].append(Found(**one))
    holder = decisions.lock_of(row)
    done = history.of_story(connection, row.id)
    order = stories.after(connection, row.release_id, Asked(), row)
    return {
        "beat": beat,
        "date": date,
        "copy": copy,
        "html": html,
        "runs": {p.at: [*marked_up(p.was, p.text)] for p in copy if p.edited},
        "clash_runs": {p.at: [*marked_up(p.was, p.now)] for p in copy if p.now is not None},
        "found": problems,
        "notes_html": notes(row.draft),
        "siblings": _by_block(stories.siblings(connection, row.id), row.text),
        "said_notes": stories.notes_on(connection, row.id),
        "done": done,
        "holder": name_of(connection, holder) if holder and holder != me().id else "",
        "decider": name_of(connection, row.decided_by),
        "four_eyes": connection.execute(
            select(release.c.four_eyes).where(release.c.id == row.release_id)
        ).scalar_one(),
        "actions": {
            name: action
            for name, action in ACTIONS.items()
            if row.status in action.before and me().may(action.role)
        },
        "may_change": row.status in (*OPEN, "held") and not (holder and holder != me().id),
        "may_undo": _may_undo(done, row),
        "following": order,
        "figures": _figures(row.draft),
    }


def _may_undo(done: Sequence[Row[Any]], row: Row[Any]) -> str:
    """What was done last, where this person may take it back."""
    last = next((e for e in done if e.version == row.version), None)
    if last is None or not last.before or last.action.startswith("drafted"):
        return ""
    return str(last.action) if me().may("editor") or last.person_id == me().id else ""


def _by_block(found: Sequence[Sibling], text: Sequence[texts.Json]) -> dict[int, list[Sibling]]:
    """Siblings by the position of the paragraph that has their sentence."""
    where = {e["draft"]: at for at, e in enumerate(text) if "text" not in e}
    out: dict[int, list[Sibling]] = defaultdict(list)
    for one in found:
        if one.block in where:
            out[where[one.block]].append(one)
    return out


def _figures(draft: texts.Json) -> list[tuple[str, list[tuple[str, Any, str]]]]:
    """The figures behind a story, measure by measure: what, the number as published, its cell."""
    out = []
    for finding in draft["findings"]:
        rows = [
            (name.replace("_", " "), number, cell)
            for name, quantity in finding["quantities"].items()
            for cell, number in quantity["cells"].items()
            if name in ("value", "previous", "rate", "change")
        ]
        if rows:
            out.append((f"{finding['label']}, {finding['name']}", rows))
    return out
