"""What is rendered once: how much of it is kept, and what differs each time."""

from django.template import Context, Template
from django.utils import translation

from newsroom.templatetags import newsroom
from newsroom.templatetags.newsroom import Once


def test_what_is_rendered_once_is_rendered_for_each_language_and_value():
    template = Template(
        "{% load i18n newsroom %}{% once name %}{{ name }} {{ other }} {% translate 'Search' %}{% endonce %}"
    )
    assert template.render(Context({"name": "a", "other": 1})) == "a 1 Search"
    assert template.render(Context({"name": "a", "other": 2})) == "a 1 Search"
    assert template.render(Context({"name": "<b>", "other": 2})) == "&lt;b&gt; 2 Search"
    with translation.override("ru"):
        assert template.render(Context({"name": "a", "other": 3})).startswith("a 3 ")


def test_what_differs_is_put_in_each_time_and_escaped():
    template = Template("{% load newsroom %}{% once kind with title=name %}{{ kind }}: {{ title }}.{% endonce %}")
    assert template.render(Context({"kind": "news", "name": "A & B"})) == "news: A &amp; B."
    assert template.render(Context({"kind": "news", "name": "<i>"})) == "news: &lt;i&gt;."
    assert template.render(Context({"kind": "event", "name": "C"})) == "event: C."
    (node,) = template.nodelist.get_nodes_by_type(Once)
    assert len(node.rendered) == 2


def test_memory_is_bounded_however_many_values_there_are(monkeypatch):
    monkeypatch.setattr(newsroom, "MOST_ONCE", 3)
    template = Template("{% load newsroom %}{% once n %}{{ n }}{% endonce %}")
    assert [template.render(Context({"n": n})) for n in range(10)] == [str(n) for n in range(10)]
    (node,) = template.nodelist.get_nodes_by_type(Once)
    assert 0 < len(node.rendered) <= 3
