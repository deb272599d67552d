"""Small grammars, one for each feature of RELAX NG, with documents that fit them and documents that do not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Case(NamedTuple):
    """A grammar and documents for it."""

    name: str
    schema: str
    valid: tuple[str, ...]
    invalid: tuple[str, ...]

    @property
    def grammar(self) -> str:
        """The schema as a grammar: what is not a whole grammar is the content of its start."""
        body = self.schema if "<start" in self.schema else f"<start>{self.schema}</start>"
        return f"<grammar {_DECLARED}>{body}</grammar>"

    @property
    def rng(self) -> bytes:
        """The schema as a document."""
        return self.grammar.encode()


_DECLARED = (
    'xmlns="http://relaxng.org/ns/structure/1.0" xmlns:x="urn:x" '
    'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
)


def together(cases: Iterable[Case]) -> Case:
    """All cases as one: a document of each stands in an element of its own, and its grammar is nested."""
    found = list(cases)
    choices = "".join(f"<element name='c{number}'>{case.grammar}</element>" for number, case in enumerate(found))
    valid, invalid = (
        tuple(
            f"<c{number}>{document}</c{number}>"
            for number, case in enumerate(found)
            for document in (case.valid, case.invalid)[which]
        )
        for which in (0, 1)
    )
    return Case("all", f"<start><choice>{choices}</choice></start>", valid, invalid)


def _element(content: str, name: str = "r") -> str:
    return f'<element name="{name}">{content}</element>'


def _leaf(*names: str) -> str:
    return "".join(f'<element name="{name}"><empty/></element>' for name in names)


_OPEN = f"<choice>{_leaf('y')}<attribute name='n'/></choice>"
_IDENTIFIED = (
    "<attribute name='id'><data type='ID'/></attribute>"
    "<optional><attribute name='to'><data type='IDREFS'/></attribute></optional>"
)

CASES = [
    Case(
        "repetitions of repetitions",
        _element(
            f"<optional><zeroOrMore>{_leaf('a')}</zeroOrMore></optional>"
            f"<zeroOrMore><oneOrMore>{_leaf('b')}</oneOrMore></zeroOrMore>"
            f"<oneOrMore><optional>{_leaf('c')}</optional></oneOrMore>"
        ),
        ("<r/>", "<r><a/><a/><b/><b/><c/><c/></r>"),
        ("<r><b/><a/></r>", "<r><c/><b/></r>"),
    ),
    Case(
        "empty",
        _element("<empty/>"),
        ("<r/>", "<r> \n</r>", "<r><!-- c --><?p i?></r>"),
        ("<r>x</r>", "<r a='1'/>", "<s/>"),
    ),
    Case("text", _element("<text/>"), ("<r/>", "<r>x</r>", "<r>a<!-- c -->b<![CDATA[<]]>&amp;</r>"), ("<r><s/></r>",)),
    Case(
        "group",
        _element(_leaf("a", "b", "c")),
        ("<r><a/><b/><c/></r>", "<r> <a/>\n<b/><c/> </r>"),
        ("<r><a/><c/><b/></r>", "<r><a/><b/></r>", "<r><a/>x<b/><c/></r>", "<r><a/><b/><c/><c/></r>", "<r/>"),
    ),
    Case(
        "choice",
        _element(f"<choice>{_leaf('a', 'b')}<group>{_leaf('c', 'd')}</group><text/></choice>"),
        ("<r><a/></r>", "<r><b/></r>", "<r><c/><d/></r>", "<r>x</r>", "<r/>"),
        ("<r><a/><b/></r>", "<r><c/></r>", "<r>x<a/></r>", "<r><a/>x</r>"),
    ),
    Case(
        "repetition",
        _element(
            f"<optional>{_leaf('a')}</optional><zeroOrMore>{_leaf('b')}</zeroOrMore>"
            f"<oneOrMore>{_leaf('c', 'd')}</oneOrMore>"
        ),
        ("<r><c/><d/></r>", "<r><a/><b/><b/><c/><d/><c/><d/></r>"),
        ("<r><a/></r>", "<r><a/><a/><c/><d/></r>", "<r><c/><c/><d/></r>", "<r><b/><a/><c/><d/></r>"),
    ),
    Case(
        "interleave",
        _element(
            f"<interleave>{_leaf('a')}<group>{_leaf('b', 'c')}</group>"
            f"<zeroOrMore>{_leaf('d')}</zeroOrMore></interleave>"
        ),
        ("<r><a/><b/><c/></r>", "<r><b/><a/><d/><c/><d/></r>", "<r><d/><b/><c/><d/><a/></r>"),
        ("<r><c/><a/><b/></r>", "<r><a/><b/></r>", "<r><a/><a/><b/><c/></r>", "<r>x<a/><b/><c/></r>"),
    ),
    Case(
        "mixed",
        _element(f"<mixed>{_leaf('a', 'b')}<attribute name='n'/></mixed>"),
        ("<r n=''>x<a/>y<b/>z</r>", "<r n=''><a/><b/></r>"),
        ("<r>x<a/>y<b/>z</r>", "<r n=''>x<b/>y<a/>z</r>", "<r n=''>x</r>"),
    ),
    Case(
        "text between",
        _element(f"{_leaf('a')}<text/>{_leaf('b')}"),
        ("<r><a/>x<b/></r>", "<r><a/><b/></r>"),
        ("<r>x<a/><b/></r>", "<r><a/><b/>x</r>"),
    ),
    Case(
        "attributes",
        _element(
            "<attribute name='a'/><optional><attribute name='b'><data type='integer'/></attribute></optional><empty/>"
        ),
        ("<r a=''/>", "<r b=' 12 ' a='x'/>"),
        ("<r/>", "<r b='1'/>", "<r a='' b='x'/>", "<r a='' c=''/>", "<r a='' xmlns:x='urn:x' x:a=''/>"),
    ),
    Case(
        "attributes in a choice",
        _element(
            "<choice><group><attribute name='a'/><attribute name='b'/></group><attribute name='c'/>"
            f"<group><attribute name='t'><value>list</value></attribute>{_leaf('i')}</group>"
            f"<group><attribute name='t'><value>text</value></attribute><text/></group></choice>"
        ),
        ("<r a='' b=''/>", "<r c=''/>", "<r t='list'><i/></r>", "<r t=' text '>x</r>"),
        ("<r/>", "<r a=''/>", "<r a='' c=''/>", "<r t='text'><i/></r>", "<r t='list'>x</r>", "<r t='other'/>"),
    ),
    Case(
        "attributes behind children",
        _element(f"{_leaf('a')}<optional><group><attribute name='n'/>{_leaf('b')}</group></optional>"),
        ("<r><a/></r>", "<r n=''><a/><b/></r>"),
        ("<r n=''><a/></r>", "<r><a/><b/></r>"),
    ),
    Case(
        "attribute values that open alternatives",
        _element(
            "<choice><group><attribute name='v'><data type='integer'/></attribute><attribute name='unit'/></group>"
            "<attribute name='v'><data type='NCName'/></attribute></choice><empty/>"
        ),
        ("<r v='1' unit='m'/>", "<r unit='m' v='1'/>", "<r v='many'/>"),
        ("<r v='1'/>", "<r v='many' unit='m'/>", "<r v='-x'/>"),
    ),
    Case(
        "same name, different definitions",
        _element(
            f"<choice><group>{_element(_leaf('x'), 'a')}{_leaf('b')}</group>"
            f"<group>{_element(_leaf('y'), 'a')}{_leaf('c')}</group></choice>"
        ),
        ("<r><a><x/></a><b/></r>", "<r><a><y/></a><c/></r>"),
        ("<r><a><x/></a><c/></r>", "<r><a><y/></a><b/></r>", "<r><a/><b/></r>", "<r><a><x/><y/></a><b/></r>"),
    ),
    Case(
        "alternatives that stay open over several levels",
        _element(
            f"<choice>{_element(_element(_leaf('x'), 'b'), 'a')}"
            f"<oneOrMore>{_element(_element(_OPEN, 'b'), 'a')}</oneOrMore></choice>"
        ),
        ("<r><a><b><x/></b></a></r>", "<r><a><b><y/></b></a><a><b n=''/></a></r>"),
        (
            "<r><a><b><x/></b></a><a><b><x/></b></a></r>",
            "<r><a><b n=''><y/></b></a></r>",
            "<r><a><b><x/></b></a><a><b><y/></b></a></r>",
        ),
    ),
    Case(
        "data",
        _element("<data type='date'/>"),
        ("<r>1957-05-29</r>", "<r>\n 1957-05-29 </r>", "<r>1957<!-- c -->-05-29</r>"),
        ("<r/>", "<r>29 May 1957</r>", "<r>1957-02-29</r>", "<r>1957-05-29<s/></r>"),
    ),
    Case(
        "data with parameters and exceptions",
        _element(
            "<data type='token'><param name='pattern'>[a-z]+(-[a-z]+)*</param><param name='maxLength'>6</param>"
            "<except><choice><value>none</value><value>x</value></choice></except></data>"
        ),
        ("<r>ab-c</r>", "<r> abc </r>"),
        ("<r>none</r>", "<r>x</r>", "<r>abcdefg</r>", "<r>A</r>", "<r/>"),
    ),
    Case(
        "string or token",
        _element(
            "<attribute name='t'><value>a b</value></attribute>"
            "<attribute name='s'><value type='string' datatypeLibrary=''>a  b</value></attribute>"
            "<attribute name='i'><value type='integer'>7</value></attribute><empty/>"
        ),
        ("<r t=' a   b ' s='a  b' i='07'/>",),
        ("<r t='a b' s='a b' i='7'/>", "<r t='ab' s='a  b' i='7'/>", "<r t='a b' s='a  b' i='8'/>"),
    ),
    Case(
        "values or elements",
        _element(f"<choice><data type='integer'/>{_leaf('a')}<value>many</value></choice>"),
        ("<r>12</r>", "<r><a/></r>", "<r> <a/> </r>", "<r>many</r>"),
        ("<r>12<a/></r>", "<r><a/>12</r>", "<r>x</r>", "<r/>"),
    ),
    Case(
        "a string may be empty",
        _element("<data type='string'/>"),
        ("<r/>", "<r> </r>", "<r>x</r>"),
        ("<r><a/></r>",),
    ),
    Case(
        "list",
        _element(
            "<attribute name='a'><list><oneOrMore><data type='integer'/></oneOrMore>"
            "<optional><value>end</value></optional></list></attribute>"
            "<optional><attribute name='e'><list><empty/></list></attribute></optional>"
            "<list><data type='NCName'/><zeroOrMore><data type='integer'/><data type='NCName'/></zeroOrMore></list>"
        ),
        ("<r a='1 2 3 end'>a</r>", "<r a='1' e='  '>a 1\n b</r>"),
        (
            "<r a=''>a</r>",
            "<r a='end'>a</r>",
            "<r a='1'>a 1</r>",
            "<r a='1' e='x'>a</r>",
            "<r a='1'/>",
            "<r a='end 1'>a</r>",
        ),
    ),
    Case(
        "name classes",
        _element(
            "<zeroOrMore><attribute><nsName ns='urn:x'/></attribute></zeroOrMore>"
            "<zeroOrMore><attribute><anyName><except><nsName ns='urn:x'/><name>no</name></except></anyName></attribute>"
            "</zeroOrMore><zeroOrMore><element><anyName><except><name>no</name><nsName ns='urn:no'/></except></anyName>"
            "<zeroOrMore><attribute><anyName/></attribute></zeroOrMore><text/></element></zeroOrMore>"
            "<optional><element><choice><name>no</name><name ns='urn:no'>last</name></choice><empty/></element>"
            "</optional>"
        ),
        ("<r xmlns:x='urn:x' x:no='' b=''><x:q/><y z=''>t</y><no/></r>", "<r><l:last xmlns:l='urn:no'/></r>", "<r/>"),
        ("<r no=''/>", "<r><no/><no/></r>", "<r><l:first xmlns:l='urn:no'/></r>", "<r><y><z/></y></r>"),
    ),
    Case(
        "namespaces",
        "<start><element name='r' ns='urn:r'><attribute name='a'/><attribute name='x:b'/>"
        "<element name='c'><attribute name='d' ns='urn:d'/><empty/></element>"
        "<element name='x:e' ns='urn:f'><empty/></element>"
        "<element name='g' ns=''><empty/></element></element></start>",
        (
            "<r xmlns='urn:r' xmlns:x='urn:x' a='' x:b=''><c xmlns:d='urn:d' d:d=''/><x:e/><g xmlns=''/></r>",
            "<q:r xmlns:q='urn:r' xmlns:y='urn:x' a='' y:b=''><q:c xmlns:d='urn:d' d:d=''/><y:e/><g/></q:r>",
        ),
        (
            "<r xmlns:x='urn:x' a='' x:b=''><c xmlns:d='urn:d' d:d=''/><x:e/><g/></r>",
            "<r xmlns='urn:r' xmlns:x='urn:x' a='' b=''><c xmlns:d='urn:d' d:d=''/><x:e/><g xmlns=''/></r>",
            "<r xmlns='urn:r' xmlns:x='urn:x' a='' x:b=''><c d=''/><x:e/><g xmlns=''/></r>",
        ),
    ),
    Case(
        "qualified names as values",
        _element("<attribute name='q'><data type='QName'/></attribute><value type='QName' ns='urn:x'>x:v</value>"),
        ("<r xmlns:p='urn:x' q='p:a'>p:v</r>", "<r xmlns='' xmlns:p='urn:x' q='a'> p:v </r>"),
        ("<r xmlns:p='urn:x' q='z:a'>p:v</r>", "<r xmlns:p='urn:y' q='p:a'>p:v</r>", "<r xmlns:p='urn:x' q='a'>v</r>"),
    ),
    Case(
        "definitions, combined",
        "<start><ref name='r'/></start>"
        "<define name='r'><element name='r'><ref name='atts'/><ref name='kids'/></element></define>"
        "<define name='atts' combine='interleave'><attribute name='a'/></define>"
        "<define name='atts' combine='interleave'><optional><attribute name='b'/></optional></define>"
        "<define name='kids' combine='choice'><ref name='r'/></define><define name='kids'><empty/></define>"
        "<div><define name='kids' combine='choice'><text/></define></div>",
        ("<r a=''/>", "<r a='' b=''><r a=''>x</r></r>"),
        ("<r/>", "<r a=''><r/></r>", "<r a=''><r a=''/><r a=''/></r>"),
    ),
    Case(
        "nested grammars",
        "<start><element name='r'><grammar><start><ref name='x'/></start><define name='x'><element name='in'>"
        "<parentRef name='x'/></element></define></grammar><ref name='x'/></element></start>"
        "<define name='x'><element name='out'><empty/></element></define>",
        ("<r><in><out/></in><out/></r>",),
        ("<r><in><in/></in><out/></r>", "<r><out/><in/></r>"),
    ),
    Case(
        "not allowed",
        _element(
            f"<choice><notAllowed/>{_leaf('a')}<group>{_leaf('b')}<notAllowed/></group>"
            f"{_element('<notAllowed/>', 'c')}</choice>"
        ),
        ("<r><a/></r>",),
        ("<r><b/></r>", "<r/>", "<r><c/></r>"),
    ),
    Case(
        "identifiers",
        _element(f"<zeroOrMore>{_element(_IDENTIFIED, 'a')}</zeroOrMore>"),
        ("<r><a id='x'/><a id='y' to='x y z'/><a id='z'/></r>",),
        ("<r><a id='x'/><a id=' x '/></r>", "<r><a id='x' to='x y'/></r>", "<r><a id='1'/></r>"),
    ),
]
