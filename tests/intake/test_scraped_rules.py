"""Each rule takes what its name says and nothing that only begins like it."""

import pytest

from annotations.intake import scraped_rules as rules

TAKEN = {
    rules.dateline_line: ["19 Feb, 2010 18:53", "Published: 3 May 2021, 10:05 GMT"],
    rules.share_menu_words: [
        "Share",
        "FacebookTwitterWhatsApp",
        "Share on Facebook Tweet 12",
        "Skip to main content",
        "E-mail | Print",
    ],
    rules.section_label: ["Podcasts", "World News", "IN PICTURES"],
    rules.related_label: ["Related stories", "READ NEXT", "Mehr zum Thema"],
    rules.advertisement_label: ["Advertisement", "Story continues below"],
    rules.icon_name_tokens: ["icon-share", "arrow_back expand_more", "fa-twitter fa-vk"],
    rules.media_player_times: ["0:00", "1:20 / 27:33", "-12:34", "1:02:03"],
    rules.relative_time: [
        "2 hours ago",
        "Updated 5 mins ago",
        "vor 3 Stunden",
        "Yesterday",
        "Posted 2 hours ago by Newsroom",
    ],
    rules.reading_time: ["4 min read", "Reading time: 3 minutes", "Temps de lecture : 4 min"],
    rules.counter_line: ["128 shares", "1.2K comments", "128 комментариев"],
    rules.photo_credit: [
        "Photo: A. Name",
        "© Agency / A. Name",
        "Reuters / A. Name",
        "FILE PHOTO: The old ferry at the quay.",
        "Image caption, The quay in winter",
        "The quay in winter. Foto: A. Name",
        "Une classe, en 2023. PHOTO : A. NAME / LE COURRIER",
    ],
    rules.copyright_line: ["© 2010 Example Ltd", "Copyright 2010", "All rights reserved"],
    rules.cookie_notice: ["We use cookies to make this site work."],
    rules.subscribe_prompt: ["Sign up for our newsletter", "Follow us on Telegram"],
    rules.inline_link_line: ["READ MORE: How the bridge was paid for", "Also read: The ferry"],
    rules.tag_line: ["Tags: bridge, tolls"],
    rules.breadcrumb_line: ["Home > World", "News / World / Europe"],
    rules.navigation_line: [
        "Home News Sport",
        "HomeNewsSportSign in",
        "News | Elk Valley | Sport | Weather",
        "Startseite Politik Wirtschaft Kultur",
        "Главная Новости Спорт",
    ],
    rules.footer_link: ["Terms of use", "IMPRESSUM", "Mentions légales"],
    rules.editor_line: ["Edited by A. Name", "Redaktion: A. Name", "责任编辑:陈明"],
}
LEFT = {
    rules.dateline_line: ["News of 19 Feb 2010", "On 19 February 2010 he left.", "2010", "Friday"],
    rules.share_menu_words: [
        "Share prices fell",
        "Okay",
        "Print run doubled",
        "12",
        "and",
        "",
        "Toy",
    ],
    rules.section_label: ["Podcasts are popular", "The world"],
    rules.related_label: ["Related to the king"],
    rules.advertisement_label: ["Advertisement of a lie"],
    rules.icon_name_tokens: ["Icon of the seas", "e-mail", "well-known"],
    rules.media_player_times: ["At 18:53", "3:2", "18:53 he left"],
    rules.relative_time: ["2 hours ago he left", "Yesterday he left"],
    rules.reading_time: ["4 minutes later"],
    rules.counter_line: ["128 shares were sold", "Ten comments"],
    rules.photo_credit: [
        "Photographs lie.",
        "Reuters reported",
        "AP says no",
        "Images of war",
        "He wrote on the photo: be quick",
    ],
    rules.copyright_line: ["Copyright law is old.", "© symbols"],
    rules.cookie_notice: ["We use flour for cookies that", "Wir backen", "We sell cookies."],
    rules.subscribe_prompt: ["Follow the money", "Register of voters", "Subscribe is a verb."],
    rules.inline_link_line: ["Read more books", "Related: nothing is, he said."],
    rules.tag_line: ["Tags were sold"],
    rules.navigation_line: [
        "Home news",
        "Sport, business, politics: what was said",
        "News sport paid for",
        "Yes | No | Perhaps",
        "Home. News. Sport.",
    ],
    rules.footer_link: ["Terms of use of the bridge", "Contact lenses"],
    rules.editor_line: ["Edited by night, it was wrong.", "Redaktionen schweigen", "Editors said"],
    rules.breadcrumb_line: ["Yes/no", "World > Europe", "A > B" + "c" * 50, "Word"],
}


@pytest.mark.parametrize(
    ("rule", "line"), [(rule, line) for rule, lines in TAKEN.items() for line in lines]
)
def test_a_rule_takes_what_its_name_says(rule, line):
    assert rule(line)


@pytest.mark.parametrize(
    ("rule", "line"), [(rule, line) for rule, lines in LEFT.items() for line in lines]
)
def test_a_rule_leaves_what_only_begins_like_it(rule, line):
    assert not rule(line)


def test_every_rule_is_tried_here():
    used = {rule.test for rule in (*rules.ANYWHERE, *rules.HEAD, *rules.TAIL)}
    assert used <= set(TAKEN)
    assert set(TAKEN) == set(LEFT)


@pytest.mark.parametrize(
    ("line", "run", "rest"),
    [
        ("icon bellicon closeicon menu", "icon bellicon closeicon menu", ""),
        ("icon bellicon closeicon menuFerry sails", "icon bellicon closeicon menu", "Ferry sails"),
        ("svg-bellsvg-closesvg-menu", "svg-bellsvg-closesvg-menu", ""),
        (
            "icon bellicon closeicon menu the ferry has sailed",
            "icon bellicon closeicon menu",
            "the ferry has sailed",
        ),
        ("icon painters and icon lovers", "", "icon painters and icon lovers"),
        ("icon painters", "", "icon painters"),
        ("Iconic", "", "Iconic"),
        ("icon a icon b icon c", "", "icon a icon b icon c"),
        (f"icon {'x' * 50}icon aicon b", "", f"icon {'x' * 50}icon aicon b"),
    ],
)
def test_a_run_of_glued_icon_names_is_cut_and_a_sentence_is_not(line, run, rest):
    assert rules.strip_icon_run(line) == (run, rest)


def test_long_input_is_read_in_reasonable_work():
    for line in (
        "icon a" * 50_000,
        "share" * 50_000,
        "0:00" * 50_000,
        "We use " * 50_000 + "cookies",
    ):
        rules.strip_icon_run(line)
        for rule in TAKEN:
            rule(line)
