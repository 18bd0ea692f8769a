"""What beat and release name must be in the templates, and what they type must be printed."""

from __future__ import annotations

from generator.config import Beat, Release
from generator.errors import Fault, StringerError, nearest
from generator.realise.environment import TemplateEnvironment


def check_named(beat: Beat, environment: TemplateEnvironment) -> None:
    """Templates that angles.yml names must be there.

    Raises:
        StringerError: every one that is not.
    """
    known = environment.list_templates(extensions=["j2"])
    document = beat.documents["angles"]
    named = {("angles", n, "article"): a.article for n, a in beat.angles.angles.items()}
    named |= {("charts", n, "text"): c.text for n, c in beat.angles.charts.items()}
    faults = []
    for path, template in named.items():
        if template not in known:
            what = f'there is no template "{template}" in templates/{beat.name}.'
            faults.append(Fault(document.where(path), what, nearest(template, known)))
    if faults:
        raise StringerError(faults)


def check_told(beat: Beat, release: Release, environment: TemplateEnvironment) -> None:
    """What is typed for the copy must have a place in it.

    Raises:
        StringerError: every note, insert and sentence that no template loops over.
    """
    articles = [angle.article for angle in beat.angles.angles.values()]
    used = environment.inspector.lists(articles)
    file, faults = release.file, []

    def printed(what: str, wanted: set[str], *path: str | int) -> None:
        if not wanted & used:
            advice = f"Loop over {min(wanted)} where it belongs."
            said = f"no template of {beat.name} prints {what}."
            faults.append(Fault(release.document.where(path), said, advice))

    for index, note in enumerate(file.notes):
        if note.text:
            wanted = "footnotes" if note.at == "foot" else "notes"
            printed("this note", {wanted}, "notes", index, "text")
    for index, insert in enumerate(file.inserts):
        printed("this insert", {"replies" if insert.reply else "paragraphs"}, "inserts", index)
    for index, line in enumerate(file.nation):
        total = {"nation.total_lines"} if line.for_ == [beat.file.total] else set()
        printed("this sentence", {"nation.lines", *total}, "nation", index, "text")
    if faults:
        raise StringerError(faults)
