"""Ways in which an edition can be wrong, each a function that spoils the bundled workbook.

Peterborough, in Cambridgeshire, is row 26 of the local tables; C2 and C5 hold counts, C3 changes,
C4 rates. What each is answered with stands in `docs/bad-input.md`, and a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.book import Book

SPOILED: dict[str, Callable[[Book], None]] = {}


def spoils(function: Callable[[Book], None]) -> Callable[[Book], None]:
    """Keeps a way to spoil a workbook, under its name."""
    SPOILED[function.__name__] = function
    return function


# Structure: tables, titles, headers, rows.


@spoils
def a_local_table_is_missing(book: Book) -> None:
    book.remove_sheet("Table C3")


@spoils
def a_regional_table_is_missing(book: Book) -> None:
    book.remove_sheet("Table P3")


@spoils
def two_tables_have_one_title(book: Book) -> None:
    book["Table C5!A1"] = book["Table C2!A1"]


@spoils
def a_title_names_another_period(book: Book) -> None:
    book["Table C2!A1"] = str(book["Table C2!A1"]).replace("December 2024", "March 2025")


@spoils
def a_title_is_reworded(book: Book) -> None:
    book["Table C4!A1"] = "Table C4: How often crime is recorded, by partnership, 2024"


@spoils
def a_title_of_changes_names_one_year(book: Book) -> None:
    title = "Percentage change, by Community Safety Partnership area, year ending December 2024"
    book["Table C3!A1"] = title


@spoils
def the_tables_change_numbers(book: Book) -> None:
    for one, other in (("Table C2", "Table C5"), ("Table C3", "Table C4")):
        book.name_sheet(one, "waiting")
        book.name_sheet(other, one)
        book.name_sheet("waiting", other)


@spoils
def a_column_has_another_name(book: Book) -> None:
    book["Table C5!P8"] = "Thefts"


@spoils
def a_column_stands_twice(book: Book) -> None:
    book["Table C2!T8"] = "Burglary"


@spoils
def a_column_of_places_has_another_name(book: Book) -> None:
    book["Table P1!A7"] = "Code of area"


@spoils
def the_header_moves_down(book: Book) -> None:
    book.insert_rows("Table C2", 8, 3)


@spoils
def the_header_is_gone(book: Book) -> None:
    book.delete_row("Table C4", 8)


@spoils
def two_columns_trade_places_with_their_headers(book: Book) -> None:
    for row in range(8, book.last_row("Table C2") + 1):
        book.swap(f"Table C2!Q{row}", f"Table C2!T{row}")


@spoils
def two_headers_trade_places_alone(book: Book) -> None:
    book.swap("Table C2!V8", "Table C2!W8")


@spoils
def a_new_column(book: Book) -> None:
    book["Table C2!AD8"] = "Fraud offences"
    book["Table C2!AD26"] = 1200.0


@spoils
def headers_break_otherwise(book: Book) -> None:
    book["Table C2!P8"] = " Theft\u00a0\r\n offences "


@spoils
def a_code_stands_twice(book: Book) -> None:
    book["Table C2!C27"] = book["Table C2!C26"]


@spoils
def a_code_is_mistyped_in_one_table(book: Book) -> None:
    book["Table C5!C26"] = "E22000071"


@spoils
def a_row_is_of_no_kind(book: Book) -> None:
    book["Table P1!A8"] = "X04000001"


@spoils
def a_row_has_figures_and_no_name(book: Book) -> None:
    for column in "ABCDEF":
        book[f"Table C2!{column}26"] = None


@spoils
def a_total_row_is_added(book: Book) -> None:
    last = book.last_row("Table C2") + 1
    book[f"Table C2!A{last}"] = "Total"
    book[f"Table C2!G{last}"] = 5_000_000.0


@spoils
def a_footer_is_added(book: Book) -> None:
    book[f"Table C2!G{book.last_row('Table C2') + 2}"] = "End of table"


# Places: which rows there are, and what they are called.


@spoils
def an_area_is_in_the_current_year_only(book: Book) -> None:
    book.delete_row("Table C5", 26)


@spoils
def an_area_is_in_the_previous_year_only(book: Book) -> None:
    book.delete_row("Table C2", 26)


@spoils
def an_area_has_no_row_of_rates(book: Book) -> None:
    book.delete_row("Table C4", 26)


@spoils
def an_area_is_gone(book: Book) -> None:
    for sheet in ("Table C2", "Table C3", "Table C4", "Table C5"):
        book.delete_row(sheet, 26)


@spoils
def a_force_has_no_row_of_counts(book: Book) -> None:
    book.delete_row("Table P1", book.find_row("Table P1", "B", "Cambridgeshire"))


@spoils
def a_force_is_gone_from_its_tables(book: Book) -> None:
    for sheet in ("Table P1", "Table P2", "Table P3", "Table P4"):
        book.delete_row(sheet, book.find_row(sheet, "B", "Cambridgeshire"))


@spoils
def an_unassigned_row_is_gone(book: Book) -> None:
    book.delete_row("Table C2", book.find_row("Table C2", "D", "Unassigned Cambridgeshire"))


@spoils
def the_nation_is_gone(book: Book) -> None:
    for sheet, row in (("Table P1", 8), ("Table P2", 9), ("Table P3", 9), ("Table P4", 8)):
        book.delete_row(sheet, row)


@spoils
def an_area_has_another_name_in_one_table(book: Book) -> None:
    book["Table C5!D26"] = "Petersfield"


@spoils
def an_area_lies_in_another_force_in_one_table(book: Book) -> None:
    book["Table C5!B26"] = "Essex"


@spoils
def names_move_up_by_a_row(book: Book) -> None:
    for row in range(20, 30):
        for column in "ABCDEF":
            book[f"Table C5!{column}{row}"] = book[f"Table C5!{column}{row + 1}"]


@spoils
def rows_stand_in_another_order(book: Book) -> None:
    for column in book.letters("Table C2", 26):
        book.swap(f"Table C2!{column}26", f"Table C2!{column}60")


@spoils
def a_name_has_a_note_and_spaces(book: Book) -> None:
    book["Table C2!D26"] = "  Peterborough[ note 4 ] "


@spoils
def the_members_are_gone(book: Book) -> None:
    book.remove_sheet("Table C1")


@spoils
def a_combined_area_has_no_members(book: Book) -> None:
    row = book.find_row("Table C1", "B", "East and Mid Devon")
    for column in "ABC":
        book[f"Table C1!{column}{row}"] = None
        book[f"Table C1!{column}{row + 1}"] = None


@spoils
def a_name_is_an_error(book: Book) -> None:
    for sheet in ("Table C2", "Table C3", "Table C4", "Table C5"):
        book.error(f"{sheet}!D26", "#N/A")


@spoils
def a_name_has_a_mark(book: Book) -> None:
    for sheet in ("Table C2", "Table C3", "Table C4", "Table C5"):
        book[f"{sheet}!D26"] = "Peterborough [r]"


@spoils
def a_code_is_blank_everywhere(book: Book) -> None:
    for sheet in ("Table C2", "Table C3", "Table C4", "Table C5"):
        book[f"{sheet}!C26"] = None


@spoils
def a_code_is_no_code(book: Book) -> None:
    for sheet in ("Table C2", "Table C3", "Table C4", "Table C5"):
        book[f"{sheet}!C26"] = "n/a"


@spoils
def an_area_has_the_code_of_another_force(book: Book) -> None:
    for sheet in ("Table C2", "Table C3", "Table C4", "Table C5"):
        book[f"{sheet}!A26"] = "E23000020"


@spoils
def an_area_has_the_code_of_another_force_in_one_table(book: Book) -> None:
    book["Table C4!A26"] = "E23000020"


@spoils
def an_area_has_another_authority_in_one_table(book: Book) -> None:
    book["Table C2!F26"] = "Huntingdonshire"


@spoils
def a_combined_area_is_not_marked_so_in_one_table(book: Book) -> None:
    row = book.find_row("Table C2", "D", "East and Mid Devon")
    book[f"Table C2!E{row}"] = "E07000040"


@spoils
def a_member_stands_twice(book: Book) -> None:
    row = book.find_row("Table C1", "B", "East and Mid Devon")
    book[f"Table C1!D{row}"] = book[f"Table C1!D{row + 1}"]


@spoils
def a_member_is_an_error(book: Book) -> None:
    book.error(f"Table C1!D{book.find_row('Table C1', 'B', 'East and Mid Devon')}", "#REF!")


# Notes.


@spoils
def a_note_has_a_number_twice(book: Book) -> None:
    book["Notes - CSP!A8"] = 4.0


@spoils
def a_note_is_missing(book: Book) -> None:
    book["Notes - CSP!A7"] = None


@spoils
def a_title_has_a_new_note(book: Book) -> None:
    book["Notes - CSP!A13"] = 10.0
    book["Notes - CSP!B13"] = "Figures on shoplifting are provisional."
    book["Table C2!A1"] = f"{book['Table C2!A1']}[note 10]"


@spoils
def a_column_has_a_new_note(book: Book) -> None:
    book["Notes - CSP!A13"] = 10.0
    book["Notes - CSP!B13"] = "Figures on shoplifting are provisional."
    book["Table C2!W8"] = "Shoplifting [note 10]"


@spoils
def an_area_has_a_note_typed_for_others(book: Book) -> None:
    row = book.find_row("Table C2", "D", "Cambridge")
    book[f"Table C2!D{row}"] = "Cambridge [note 4]"


@spoils
def the_nation_has_a_new_note(book: Book) -> None:
    book["Table P1!B8"] = "ENGLAND AND WALES [note 3, 4]"


@spoils
def notes_are_renumbered(book: Book) -> None:
    book["Notes - CSP!A7"], book["Notes - CSP!A8"] = 5.0, 4.0


@spoils
def the_sheet_of_notes_is_gone(book: Book) -> None:
    book.remove_sheet("Notes - CSP")


@spoils
def a_note_is_an_error(book: Book) -> None:
    book.error("Notes - CSP!B7", "#REF!")


@spoils
def a_line_under_a_title_has_a_new_note(book: Book) -> None:
    book["Notes - CSP!A13"] = 10.0
    book["Notes - CSP!B13"] = "Figures on shoplifting are provisional."
    book["Table C2!A4"] = "Some figures are provisional [note 10]."


# Cells: what stands in them.


@spoils
def a_cell_holds_words(book: Book) -> None:
    book["Table C2!N26"] = "about 900"


@spoils
def a_number_is_stored_as_text(book: Book) -> None:
    book["Table C2!N26"] = "913"


@spoils
def a_number_has_thousands_commas(book: Book) -> None:
    book["Table C2!G26"] = "22,574 "


@spoils
def a_revised_number_is_marked(book: Book) -> None:
    book["Table C2!N26"] = "913 [r]"


@spoils
def a_marker_is_unknown(book: Book) -> None:
    book["Table C3!N26"] = "[c]"


@spoils
def a_marker_is_spelt_with_spaces(book: Book) -> None:
    book["Table C3!I26"] = " [ U ] "


@spoils
def a_change_is_withheld_without_need(book: Book) -> None:
    book["Table C3!N26"] = "[u]"


@spoils
def a_cell_of_an_area_is_empty(book: Book) -> None:
    book["Table C2!N26"] = None


@spoils
def a_cell_of_a_force_is_empty(book: Book) -> None:
    book[f"Table P1!J{book.find_row('Table P1', 'B', 'Cambridgeshire')}"] = None


@spoils
def a_row_is_empty_but_for_its_names(book: Book) -> None:
    for column in book.letters("Table C2", 26)[6:]:
        book[f"Table C2!{column}26"] = None


@spoils
def a_cell_holds_an_error(book: Book) -> None:
    book.error("Table C2!N26", "#REF!")


@spoils
def a_formula_has_no_value(book: Book) -> None:
    book.formula("Table C2!N26", "N27+1")


@spoils
def a_formula_has_its_value(book: Book) -> None:
    book.formula("Table C2!N26", "900+13", 913)


@spoils
def an_error_stands_outside_the_tables(book: Book) -> None:
    book.error("Cover_sheet!C3", "#N/A")


@spoils
def a_count_has_decimals(book: Book) -> None:
    book["Table C2!N26"] = 913.4


@spoils
def a_count_is_below_zero(book: Book) -> None:
    book["Table C2!I26"] = -2.0


@spoils
def a_count_is_beyond_measure(book: Book) -> None:
    book["Table C2!N26"] = 9.13e17


@spoils
def a_cell_holds_yes_or_no(book: Book) -> None:
    book["Table C2!N26"] = True


@spoils
def rows_columns_and_a_sheet_are_hidden(book: Book) -> None:
    book.hide_row("Table C2", 26)
    book.hide_row("Table C2", 27)
    book.hide_column("Table C3", "N")
    book.hide_sheet("Table C4")


@spoils
def a_count_is_said_not_to_be_there(book: Book) -> None:
    book["Table C2!N26"] = "[x]"


@spoils
def formulas_stand_far_outside_the_tables(book: Book) -> None:
    book.formula("Cover_sheet!Z3", "A1+1")
    book.formula("Table C2!AH600", "A1+1")


@spoils
def columns_and_rows_of_names_are_hidden(book: Book) -> None:
    book.hide_column("Table C2", "D")
    book.hide_row("Table C3", 8)
    book.hide_sheet("Table C1")
    book.hide_sheet("Notes - CSP")


# Figures against one another.


@spoils
def a_count_of_an_area_is_off(book: Book) -> None:
    book.add("Table C2!Q26", 1)


@spoils
def a_count_of_an_area_a_year_before_is_off(book: Book) -> None:
    book.add("Table C5!Z26", 10)


@spoils
def a_total_of_an_area_is_off(book: Book) -> None:
    book.add("Table C2!G26", -100)


@spoils
def an_unassigned_count_is_off(book: Book) -> None:
    row = book.find_row("Table C2", "D", "Unassigned Cambridgeshire")
    book.add(f"Table C2!N{row}", 1)


@spoils
def a_count_of_a_force_is_off(book: Book) -> None:
    book.add(f"Table P1!J{book.find_row('Table P1', 'B', 'Cambridgeshire')}", 1)


@spoils
def a_count_of_a_force_differs_between_tables(book: Book) -> None:
    row = book.find_row("Table C2", "B", "Cambridgeshire")
    book.add(f"Table C2!N{row}", 1)


@spoils
def a_count_of_the_nation_is_off(book: Book) -> None:
    book.add("Table P4!J8", 1)


@spoils
def a_count_of_the_transport_police_is_off(book: Book) -> None:
    row = book.find_row("Table P1", "B", "British Transport Police")
    book.add(f"Table P1!J{row}", 1)


@spoils
def a_count_of_a_region_is_off(book: Book) -> None:
    book.add(f"Table P1!J{book.find_row('Table P1', 'B', 'North East')}", 1)


@spoils
def a_published_change_is_off(book: Book) -> None:
    book.add("Table C3!N26", 15)


@spoils
def a_published_rate_is_off(book: Book) -> None:
    book.add("Table C4!I26", 1)


@spoils
def a_rate_of_the_nation_is_off(book: Book) -> None:
    book["Table P3!E9"] = 78.9


@spoils
def a_rate_by_household_is_off(book: Book) -> None:
    book.add("Table C4!U26", 1)


@spoils
def a_population_is_off(book: Book) -> None:
    book.add("Table C4!G26", -20_000)


@spoils
def a_population_is_nothing(book: Book) -> None:
    book["Table C4!G26"] = 0.0


@spoils
def a_population_is_missing(book: Book) -> None:
    book["Table C4!G26"] = "[x]"


@spoils
def rates_are_per_hundred_thousand(book: Book) -> None:
    for row in range(9, book.last_row("Table C4") + 1):
        for column in book.letters("Table C4", row)[8:]:
            value = book[f"Table C4!{column}{row}"]
            if isinstance(value, float):
                book[f"Table C4!{column}{row}"] = 100 * value


@spoils
def changes_are_fractions(book: Book) -> None:
    for column in book.letters("Table C3", 26)[6:]:
        value = book[f"Table C3!{column}26"]
        if isinstance(value, float):
            book[f"Table C3!{column}26"] = value / 100


@spoils
def a_row_is_shifted_by_a_column(book: Book) -> None:
    columns = book.letters("Table C2", 26)[6:]
    for to, column in zip(columns[:0:-1], columns[-2::-1], strict=True):
        book[f"Table C2!{to}26"] = book[f"Table C2!{column}26"]


@spoils
def two_areas_trade_figures(book: Book) -> None:
    for column in book.letters("Table C2", 26)[6:]:
        book.swap(f"Table C2!{column}25", f"Table C2!{column}26")


@spoils
def two_categories_of_an_area_trade_figures(book: Book) -> None:
    book.swap("Table C2!Q26", "Table C2!T26")


@spoils
def both_years_are_the_same(book: Book) -> None:
    for column in book.letters("Table C2", 26)[6:]:
        book[f"Table C5!{column}26"] = book[f"Table C2!{column}26"]
