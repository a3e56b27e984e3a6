from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.reading import entity_page
from passerelle.desk.group_part import PARTS, parts_of

if TYPE_CHECKING:
    from tests.desk.story import Story


def test_each_link_stands_in_one_part(story: Story) -> None:
    page = entity_page(story.env, story.oberland.access(), story.group)
    sections = parts_of(page)
    shown = [link.entity for section in sections for link in section.links]
    assert sorted(shown) == sorted(link.entity for link in page.links)
    assert [len(section.links) for section in sections] == [1, 0, 0, 1, 0]


def test_a_kind_of_entity_belongs_to_one_part() -> None:
    kinds = [kind for part in PARTS for kind in part.schemata]
    assert len(kinds) == len(set(kinds))
