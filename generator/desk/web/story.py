"""One story: as it will read, what stands behind it, changing it, and deciding on it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, flash, redirect, render_template, request
from flask import url_for as to
from markupsafe import Markup

from generator.checks.words import marked_up
from generator.desk import decisions, locks, queues, stories, texts, wordings
from generator.desk.actions import LONGEST, STATUSES, RefusedError, StaleError
from generator.desk.queues import Asked
from generator.desk.web.guard import in_words, me, needs, with_form_cookie
from generator.desk.web.shown import shown
from generator.errors import StringerError

if TYPE_CHECKING:
    from generator.desk.web.app import Desk


def register(app: Flask, desk: Desk) -> None:
    """Hang these pages into an application."""
    database, checker = desk.database, desk.checker

    @app.get("/story/<int:key>")
    def story(key: int) -> Any:
        at = request.args.get("change", None, type=int)
        if at is not None and me().may("reporter"):
            with suppress(StringerError), database.writing() as connection:
                locks.hold(connection, me(), key)
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
            around = shown(connection, row)
        if at is not None and not 0 <= at < len(around["copy"]):
            at = None
        page = render_template(
            "story.html", row=row, change=at, words=words, said=said, stale=stale, **around
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
        except StringerError as error:
            return _page(key, at, words, in_words(error), status=503)
        wrong = [f for f in found if f.at == at and f.level == "error"]
        flash("Saved." if not wrong else f"Saved, with a problem: {wrong[0].message}",
              "wrong" if wrong else "message")  # fmt: skip
        return redirect(to("story", key=key, _anchor=f"p{at}"), 303)

    def kept() -> Any:
        """The log-in page, with the words of somebody who was logged out while they wrote."""
        key = (request.view_args or {})["key"]
        words = {f"kept_{k}": request.form.get(k, "")[:100_000] for k in ("at", "words", "version")}
        page = render_template(
            "log_in.html", next=to("story", key=key), kept={**words, "kept_key": str(key)},
            said="You were logged out. Log in: what you wrote is kept.",
        )  # fmt: skip
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
        if len(words) > LONGEST:
            return {"problems": [], "error": f"{LONGEST:,} characters are the most."}
        with database.reading() as connection:
            row = stories.one(connection, key)
            if row is None or not 0 <= at < len(row.text):
                abort(404)
            edition = stories.release_of(connection, row).edition
        copy = texts.paragraphs(row.text, row.draft)
        words = " ".join(words.split())
        new = texts.Paragraph(at, copy[at].kind, words, edited=True)
        found = checker.check_paragraphs(
            row.release_id, edition, row.code, [*copy[:at], new, *copy[at + 1 :]]
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
                following = queues.after(connection, row.release_id, Asked(), row)
        except RefusedError as error:
            return _page(key, said=str(error), status=409)
        name = STATUSES[row.status]
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
            locks.take_over(connection, me(), key)
        flash("The story is yours to change.")
        return redirect(to("story", key=key), 303)

    @app.post("/story/<int:key>/stay")
    def stay(key: int) -> Any:
        """Sent now and then while somebody writes, so that the story stays theirs."""
        with database.writing() as connection:
            return {"mine": locks.hold(connection, me(), key)}

    @app.post("/story/<int:key>/leave")
    def leave(key: int) -> Any:
        with database.writing() as connection:
            locks.release(connection, me(), key)
        return redirect(to("story", key=key), 303)


def _version() -> int:
    return request.form.get("version", 0, type=int)
