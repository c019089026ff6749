"""What the one cleaner makes of what clipboards and old archives hold."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsroom.rich_text import clean, read
from newsroom.text.cleaning import RULES, Rule, clean_html


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.apply.__name__)
def test_every_rule_does_what_its_example_says(rule: Rule):
    assert clean_html(rule.before)[0] == rule.after


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.apply.__name__)
def test_every_rule_is_needed_for_its_example(rule: Rule, monkeypatch):
    monkeypatch.setattr("newsroom.text.cleaning.RULES", tuple(other for other in RULES if other is not rule))
    assert clean_html(rule.before)[0] != rule.after


def link(href: str, words: str) -> str:
    return f'<a href="{href}" rel="noopener">{words}</a>'


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<b style="font-weight:normal;" id="docs-internal-guid-2"><span>Plain.</span></b>', "<p>Plain.</p>"),
        ('<b style="font-weight:400"><p>Plain</p></b><p><span style="font-weight:700">Bold</span></p>', "<p>Plain</p><p><strong>Bold</strong></p>"),
        ("<p><b style='mso-bidi-font-weight:normal'>Bold</b></p>", "<p><strong>Bold</strong></p>"),
        ("<p>a<sup>1</sup> CO<sub>2</sub></p>", "<p>a<sup>1</sup> CO<sub>2</sub></p>"),
        ('<p><span style="font-size:0.6em;vertical-align:super;">1</span></p>', "<p><sup>1</sup></p>"),
        ("<html><head><title>Draft</title><style>p{}</style></head><body><p>Text<o:p></o:p></p></body></html>", "<p>Text</p>"),
        ("<!--[if gte mso 9]><xml><w:View>Hidden</w:View></xml><![endif]--><p>Text</p>", "<p>Text</p>"),
        ("<p>a <strike>b</strike> <del>c</del> <ins>d</ins></p>", "<p>a d</p>"),
        ('<p>a<span style="text-decoration: underline line-through">b</span></p>', "<p>a</p>"),
        ('<p>a<span style="text-decoration:underline">b</span></p>', "<p>ab</p>"),
        ("<p hidden>a</p><p style='visibility:hidden'>b</p><p style='mso-hide:all'>c</p><p>d</p>", "<p>d</p>"),
        ("One.<br><br>Two.<br /> <br/>Three.", "<p>One.</p><p>Two.</p><p>Three.</p>"),
        ("<p>One.<br>&nbsp;<br>Two.</p>", "<p>One.</p><p>Two.</p>"),
        ("<p>One.<br>Still one.</p>", "<p>One.<br>Still one.</p>"),
        ("<strong>One.<br><br>Two.</strong>", "<p><strong>One.</strong></p><p><strong>Two.</strong></p>"),
        ("One.\n\nTwo <b>bold</b>.\n \nThree.", "<p>One.</p><p>Two <strong>bold</strong>.</p><p>Three.</p>"),
        ("<p>One\n\ntwo.</p>", "<p>One\n\ntwo.</p>"),
        ("<p>&nbsp;</p><p><strong>&nbsp;</strong></p><p><br></p><ul><li> <br></li><li>One</li></ul><h2>&nbsp;</h2><ol><li></li></ol>", "<ul><li>One</li></ul>"),
        ("<pre>Agenda\n09:00 Opening\n\nClosing</pre>", "<p>Agenda<br>09:00 Opening</p><p>Closing</p>"),
        ("<address>Heldenplatz 1<br>Vienna</address><center>* * *</center><hr><p>After</p>", "<p>Heldenplatz 1<br>Vienna</p><p>* * *</p><p>After</p>"),
        ("<section>a</section>b<hr>c<fieldset><legend>d</legend>e</fieldset><details><summary>f</summary>g</details>", "".join(f"<p>{letter}</p>" for letter in "abcdefg")),
        ("<p>a</p><select><option>b</option></select><object>c</object><video>d</video><noscript>e</noscript><iframe>f</iframe>", "<p>a</p>"),
        ("<table><tfoot><tr><td>Sum</td><td>2</td></tr></tfoot><tbody><tr><td>A</td><td>2</td></tr></tbody></table>", "<table><tbody><tr><td>A</td><td>2</td></tr><tr><td>Sum</td><td>2</td></tr></tbody></table>"),
        ("<table><tr><td><table><tr><td>One</td></tr></table></td><td>Two</td></tr></table>", "<p>One</p><p>Two</p>"),
        ("<table><tr><td>One</td></tr><tr><td>Two</td></tr></table>", "<p>One</p><p>Two</p>"),
        ("<table role='presentation'><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>", "<p>1</p><p>2</p><p>3</p><p>4</p>"),
        ("<table><tr><th>Head</th></tr></table>", "<table><tbody><tr><th>Head</th></tr></tbody></table>"),
        ("<ul><li>One</li><ul><li>Sub</li></ul></ul>", "<ul><li><p>One</p><ul><li>Sub</li></ul></li></ul>"),
        ("<ul>stray<li>Two</li></ul><li>Three</li>", "<ul><li>stray</li><li>Two</li></ul><ul><li>Three</li></ul>"),
        ("<ol type='i' start='3'><li>x</li></ol><ol type='disc' start='-2x'><li>y</li></ol>", '<ol type="i" start="3"><li>x</li></ol><ol><li>y</li></ol>'),
        ("<ol><li value=3>x</li></ol>", '<ol start="3"><li>x</li></ol>'),
        ("<blockquote>Loose</blockquote>", "<blockquote><p>Loose</p></blockquote>"),
        ("<a href='https://osce.org/'><h2>Head</h2><p>Text</p></a>", f"<h2>{link('https://osce.org/', 'Head')}</h2><p>{link('https://osce.org/', 'Text')}</p>"),
        ("<h2><div>One</div><div>Two</div></h2>", "<h2>One</h2><h2>Two</h2>"),
        ("<p>“Smart” – it’s … «so» — ok</p>", "<p>“Smart” – it’s … «so» — ok</p>"),
        ("<p>cafe\u0301 &#147;x&#148; \x96 a&shy;b\u200bc</p>", "<p>café “x” – abc</p>"),
        ("<i class='fa fa-map'></i>a<wbr>b<p align=center><img src='cid:abc'></p>", "<p>ab</p>"),
        ("<figure><img src='/media/images/7/800.webp' alt='A'><p>Caption</p></figure>", '<figure><img src="/media/images/7/800.webp" alt="A"></figure><p>Caption</p>'),
        ("<figure><img src='https://example.org/a.jpg'><figcaption>Caption</figcaption></figure>", "<p>Caption</p>"),
        ("<p>&lt;b&gt; &amp;amp; \"q\"</p>", '<p>&lt;b&gt; &amp;amp; "q"</p>'),
    ],
)  # fmt: skip
def test_texts_keep_what_their_authors_meant(html, kept):
    assert clean(html) == kept
    assert clean(kept) == kept


WORD_LIST = """
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>{0}<span>&nbsp;&nbsp; </span></span><![endif]>A<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>{1}<span>&nbsp; </span></span>B</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{2}<span>&nbsp; </span></span>C</p>
"""


@pytest.mark.parametrize(
    ("markers", "outer", "inner"),
    [
        (("1.", "a.", "2."), "<ol>", '<ol type="a">'),
        (("3)", "i.", "4)"), '<ol start="3">', '<ol type="i">'),
        (("·", "o", "·"), "<ul>", "<ul>"),
        (("\uf0b7", "1.1.", "\uf0b7"), "<ul>", "<ol>"),
        (("B.", "(c)", "C."), '<ol start="2" type="A">', '<ol start="3" type="a">'),
        (("IV.", "-", "V."), '<ol start="4" type="I">', "<ul>"),
    ],
)
def test_lists_of_word_are_lists_with_their_numbers(markers, outer, inner):
    html = clean(WORD_LIST.format(*markers))
    outer_end, inner_end = outer.replace("<", "</")[:4] + ">", inner.replace("<", "</")[:4] + ">"
    assert html == f"{outer}<li><p>A</p>{inner}<li>B</li>{inner_end}</li><li>C</li>{outer_end}"


WORD_ON_THE_WEB = "".join(
    f'<div class="ListContainerWrapper"><{tag} start="{start}"><li data-listid="{list_}" data-aria-level="{level}"><p><span>{text}</span></p></li></{tag}></div>'
    for tag, start, list_, level, text in [("ol", 1, 5, 1, "A"), ("ul", 1, 5, 2, "B"), ("ol", 2, 5, 1, "C"), ("ul", 1, 6, 1, "D")]
)  # fmt: skip


def test_lists_of_word_on_the_web_are_nested_by_their_levels():
    html = clean(WORD_ON_THE_WEB)
    assert html == ("<ol><li><p>A</p><ul><li><p>B</p></li></ul></li><li><p>C</p></li></ol><ul><li><p>D</p></li></ul>")


def test_bullets_that_were_copied_as_text_are_lists():
    html = "<p class=MsoListParagraph>·&nbsp;&nbsp; One</p><p class=MsoListParagraph>·&nbsp;&nbsp; Two</p><p class=MsoListParagraph>Further</p>"
    assert clean(html) == "<ul><li>One</li><li>Two</li></ul><p>Further</p>"


NOTES = {
    "word": (
        "<p>A<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a> b<a style='mso-footnote-id:ftn2' href='#_ftn2' name='_ftnref2'>[2]</a>.</p>"
        "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> One.</p></div>"
        "<div style='mso-element:footnote' id=ftn2><p><a href='#_ftnref2' name='_ftn2'>[2]</a> Two.</p></div></div><p>End.</p>"
    ),
    "outlook": (
        "<p>A<a href='file:///C:/Temp/clip.htm#_ftn1' name='_ftnref1'>[1]</a> b<a href='file:///C:/Temp/clip.htm#_ftn2' name='_ftnref2'>[2]</a>.</p>"
        "<p><a href='file:///C:/Temp/clip.htm#_ftnref1' name='_ftn1'>[1]</a> One.</p><p><a href='file:///C:/Temp/clip.htm#_ftnref2' name='_ftn2'>[2]</a> Two.</p><p>End.</p>"
    ),
    "drupal": (
        "<p>A<a class='see-footnote' id='fr1' href='#f1'>[1]</a> b<a id='fr2' href='#f2'>[2]</a>.</p>"
        "<ul class='footnotes'><li id='f1'><a class='footnote-label' href='#fr1'>[1]</a> One.</li><li id='f2'><a href='#fr2'>[2]</a> Two.</li></ul><p>End.</p>"
    ),
    "markdown": (
        "<p>A<sup id='fnref:1'><a href='#fn:1'>[1]</a></sup> b<sup id='fnref:2'><a href='#fn:2'>[2]</a></sup>.</p>"
        "<ol><li id='fn:1'><p>One. <a href='#fnref:1'>↩</a></p></li><li id='fn:2'><p>Two. <a href='#fnref:2'>↩</a></p></li></ol><p>End.</p>"
    ),
    "google": (
        "<p>A<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup> b<sup><a href='#ftnt2' id='ftnt_ref2'>[2]</a></sup>.</p><p>End.</p>"
        "<div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a> One.</p></div><div><p><a href='#ftnt_ref2' id='ftnt2'>[2]</a> Two.</p></div>"
    ),
    "libreoffice": (
        "<p>A<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'><sup>[1]</sup></a> b<a name='sdfootnote2anc' href='#sdfootnote2sym'><sup>[2]</sup></a>.</p><p>End.</p>"
        "<div id='sdfootnote1'><p><a name='sdfootnote1sym' href='#sdfootnote1anc'>[1]</a>One.</p></div><div id='sdfootnote2'><p><a name='sdfootnote2sym' href='#sdfootnote2anc'>[2]</a>Two.</p></div>"
    ),
    "an editor that drops ids": (
        "<p>A<sup><a href='#note-1'>[1]</a></sup> b<a href='#note-2'><sup>[2]</sup></a>.</p><p>End.</p>"
        "<p><a href='#note-ref-1'>[1]</a> One.</p><p><a href='#note-ref-2'>[2]</a> Two.</p>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("origin", NOTES)
def test_footnotes_lead_to_their_notes_at_the_end_and_back(origin):
    html = clean(NOTES[origin])
    assert clean(html) == html
    for number in (1, 2):
        assert f'<sup><a href="#note-{number}" id="note-ref-{number}" rel="noopener">[{number}]</a></sup>' in html
        assert f'<p><a href="#note-ref-{number}" id="note-{number}" rel="noopener">[{number}]</a> ' in html
    assert [line.strip() for line in read(html).text.splitlines()] == ["A[1] b[2].", "End.", "[1] One.", "[2] Two."]


def test_two_references_may_lead_to_one_note():
    html = clean("<p>A<a href='#n' id='r'>*</a></p><p>B<a href='#n'>*</a></p><p id='n'><a href='#r'>*</a> Note.</p>")
    assert html.count('href="#note-1"') == 2
    assert html.count('id="note-ref-1"') == html.count('id="note-1"') == 1


def test_other_ways_within_a_page_are_plain_words():
    assert clean('<p id="top">A</p><p><a href="#top">Back to top</a></p>') == "<p>A</p><p>Back to top</p>"
    assert clean('<p>A<sup><a href="#note-1">1</a></sup></p>') == "<p>A<sup>1</sup></p>"


BASE = "https://www.osce.org/secretariat/990001"


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("/node/1", "https://www.osce.org/node/1"),
        ("sub/1.html", "https://www.osce.org/secretariat/sub/1.html"),
        ("../files/a.pdf", "https://www.osce.org/files/a.pdf"),
        ("//osce.org/x", "https://osce.org/x"),
        ("www.osce.org/odihr", "https://www.osce.org/odihr"),
        ("osce.org/odihr?a=1", "https://osce.org/odihr?a=1"),
        ("HTTP://osce.org/", "HTTP://osce.org/"),
        ("http:\\\\osce.org\\x", "http://osce.org/x"),
        ("https://osce.org/a b.pdf", "https://osce.org/a%20b.pdf"),
        ("mailto:press@example.org?subject=A%20B", "mailto:press@example.org?subject=A%20B"),
        ("press@example.org", "mailto:press@example.org"),
        ("tel:+43 1 514 360", "tel:+431514360"),
        ("https://www.google.com/url?q=https://osce.org/a%3Fb%3D1&sa=D", "https://osce.org/a?b=1"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fosce.org%2Fa&data=04", "https://osce.org/a"),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("https://www.google.com/search?q=https://osce.org", "https://www.google.com/search?q=https://osce.org"),
    ],
)  # fmt: skip
def test_links_lead_where_they_were_meant_to(href, leads_to):
    body = read(f'<p><a href="{href}">x</a></p>', BASE)
    assert re.findall(r'href="([^"]*)"', body.html) == [leads_to.replace("&", "&amp;")]
    assert not body.left_out


@pytest.mark.parametrize(
    "href", ["file:///C:/a.docx", "C:\\Users\\a.docx", "cid:1", "http://", "https://[x", "data:,x", "mailto:"]
)
def test_links_that_cannot_work_are_removed_and_named(href):
    body = read(f'<p><a href="{href}">x</a></p>', BASE)
    assert body.html == "<p>x</p>"
    assert body.left_out.dead_links == [href]
    assert href[:20] in body.left_out.sentences()[-1]


@pytest.mark.parametrize("href", ["", "#top", "javascript:void(0)"])
def test_links_that_led_nowhere_are_plain_words(href):
    body = read(f'<p><a href="{href}">x</a></p>', BASE)
    assert (body.html, bool(body.left_out)) == ("<p>x</p>", False)


def test_links_to_the_site_of_the_text_are_named():
    body = read('<p><a href="/secretariat/1">x</a> <a href="a.html">y</a></p>')
    assert body.left_out.inward == ["/secretariat/1", "a.html"]
    assert 'href="/secretariat/1"' in body.html


COMMENTS = {
    "word": (
        "<p>Text<span class=MsoCommentReference><a style='mso-comment-reference:AB_1'></a><span style='mso-special-character:comment'>"
        "<a class=msocomanchor href='#_msocom_1'>[AB1]</a></span></span></p><div style='mso-element:comment-list'><hr class=msocomoff>"
        "<div style='mso-element:comment'><div class=msocomtxt><p class=MsoCommentText>Why this?</p></div></div></div>"
    ),
    "google": "<p>Text<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup></p><div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a>Why this?</p></div>",
    "mark alone": "<p>Text<a class=msocomanchor href='#_msocom_1'>[AB1]</a></p>",
}  # fmt: skip


@pytest.mark.parametrize("origin", COMMENTS)
def test_comments_are_left_out_and_counted_once(origin):
    body = read(COMMENTS[origin])
    assert body.html == "<p>Text</p>"
    assert body.left_out.sentences() == ["Left out: 1 comment."]


def test_what_was_left_out_is_said():
    body = read(
        "<p>a<del>b</del><del> </del><s>c</s><span style='display:none'>d</span><img src='https://example.org/1.jpg'>"
        "<img src='https://example.org/2.jpg'><img src='t.gif' width=1 height=1></p><iframe src='x'></iframe>"
    )
    assert body.left_out.sentences() == [
        "Left out: 1 deleted passage, 1 struck-through passage, 1 hidden passage, 2 pictures, 1 embedded item.",
        "Upload the pictures to use them.",
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Article 128<sup>1</sup></p>", "Article 128¹"),
        ("<p>10<sup>−6</sup> CO<sub>2</sub>, 5 m<sup>2</sup></p>", "10⁻⁶ CO₂, 5 m²"),
        ("<p>Kosovo<sup>[1]</sup> and Kosovo<sup>*</sup></p>", "Kosovo[1] and Kosovo*"),
        ("<p>M<sup>me</sup> X, 1<sup>er</sup></p>", "Mme X, 1er"),
        ("<p>a<sup><strong>1</strong>&amp;2</sup></p>", "a¹&²"),
    ],
)
def test_raised_figures_are_no_part_of_the_number_before_them(html, text):
    assert read(html).text == text


NAMES = """
    p div span b i strong em u h1 h2 h3 ul ol li dl dt dd table tbody tr td th caption tfoot thead blockquote pre a sup
    sub section address center font figure figcaption ins label form fieldset legend details summary q o:p article hr br
"""
TAGS = NAMES.split()
PIECES = st.one_of(
    st.text("abcdefgh", min_size=2, max_size=4).map(lambda letters: f" w{letters} "),
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(["<b style='font-weight:normal'>", "<span style='vertical-align:super'>", "<p style='mso-list:l0 level2 lfo1'>", "<a href='#n' name='r'>", "<a href='#r' name='n'>", "<a href='x'>", "<!-- c -->", "\n\n", "&nbsp;", "<table role=presentation>", "<li id='n'>"]),
)  # fmt: skip


def words_of(html: str) -> list[str]:
    """The words that a browser shows, in the order of the document."""
    body = LexborHTMLParser(html).body
    texts = [node.text_content or "" for node in body.traverse(include_text=True) if node.is_text_node] if body else []
    return re.findall(r"w[a-h]+", " ".join(texts))


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_no_word_is_lost_moved_or_glued(pieces):
    html = "".join(pieces)
    body = read(html)
    words = re.findall(r"w[a-h]+", body.text)
    if any(mark in html for mark in ("<tfoot", "<thead", "<caption", "#n")):  # these have a place of their own
        assert sorted(words) == sorted(words_of(html))
    else:
        assert words == words_of(html)


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_cleaning_what_is_clean_changes_nothing(pieces):
    cleaned = clean("".join(pieces))
    assert clean(cleaned) == cleaned
