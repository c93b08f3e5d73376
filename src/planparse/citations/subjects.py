"""Subjects (trích yếu) of cited documents: where they begin behind issuer and date, and where their clause ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from planparse.citations.cited_text import CitedText
from planparse.citations.issuers import agrees, issuer_end
from planparse.citations.mention import Mention, Span

_COMMA_ABOUT = re.compile(r"\s{0,2},\s{1,3}(?=về\s|v/v)")
_COMMA_SUBJECT = re.compile(r"\s{0,2},\s{1,3}(?=(?:về|v/v|phê\s{1,2}duyệt|ban\s{1,2}hành|quy\s{1,2}định)\s)")
_RENAMED = re.compile(r"\s{1,3}\((?:nay|trước\s{1,2}đây|cũ)(?!\w)[^()]{0,90}\)")
"""`Bộ Nông nghiệp và Phát triển nông thôn (nay là Bộ Nông nghiệp và Môi trường) về việc ...`"""
_TERM = re.compile(
    r"[\s,]{1,3}(?:kh[oó][aá]|khoá|nhiệm\s{1,2}kỳ|kỳ\s{1,2}họp|phiên\s{1,2}họp|lần)\s{1,2}(?:thứ\s{1,2})?"
    r"(?:[ivxl]{1,6}|\d{1,4}(?:\s?[-–]\s?\d{4})?|[a-zà-ỹ]{1,6}(?=\s{0,2},))(?!\w)"
)
"""What stands between an elected body and the subject: `khóa XIII`, `kỳ họp thứ 14`, `nhiệm kỳ 2021 - 2026`."""
_COLON = re.compile(r"\s{0,2}:")
_SHORT_NAME = re.compile(r"\(\s{0,2}$")
_QUOTE = re.compile(r"\s{1,3}(?=[“\"])")
_STOP = re.compile(
    r"""
      (?P<full>\.{1,3}(?=/|\s|$)|/\.|[;:?!])
    | (?P<open>[(])
    | (?P<close>[)])
    | (?P<comma>,)
    | \s(?P<word>
          (?:đã\s{1,2})?được\s{1,2}(?:sửa(?!\s[^;.]{0,60}\s(?:trong\s{1,2}lĩnh|thuộc\s{1,2}(?:phạm|thẩm|lĩnh)))
            |bổ|điều|gia|ban|phê|thay|đính|hợp)
        | gửi
        | trước\s{1,2}ngày
        | có\s{1,2}hiệu\s{1,2}lực
        | v[ẫâ]n\s{1,2}(?:còn|chưa)
        | và\s{1,2}(?:các\s{1,2})?(?:văn\s{1,2}bản|quy\s{1,2}định(?!\s{1,2}(?:về|chi|mẫu|một))
            |hướng\s{1,2}dẫn(?!\s{1,2}(?:thi|thực|một|chi|áp|về|việc|tổ|các|xây|biện|cách|lập|xử|triển|nội)\s))
      )(?!\w)
    """,
    re.VERBOSE,
)
_PARENTHESIS_ENDS = re.compile(r"\((?:được|đã|sau\s{1,2}đây|gọi|sửa|kèm|có\s|hiệu\s|thay|tại|theo)")
_ABBREVIATION = re.compile(r"(?<!\w)(?:tp|tt|tx|ts|bs|pgs|gs)$")
_CLAUSE_VERB = re.compile(
    r"(?<!\w)(?:xây\s{1,2}dựng|ban\s{1,2}hành|yêu\s{1,2}cầu|đề\s{1,2}nghị|triển\s{1,2}khai|báo\s{1,2}cáo"
    r"|hướng\s{1,2}dẫn|tổ\s{1,2}chức|thông\s{1,2}báo|phối\s{1,2}hợp|lập|có|đã|giao|chỉ\s{1,2}đạo|thực\s{1,2}hiện"
    r"|phát\s{1,2}động|xin|quyết\s{1,2}định|phê\s{1,2}duyệt)(?!\w)"
)
_NEW_CLAUSE = re.compile(
    r",\s{0,2}(?:(?:đề\s{1,2}nghị|yêu\s{1,2}cầu|tôi|chúng\s{1,2}tôi|cụ\s{1,2}thể|trên\s{1,2}cơ\s{1,2}sở"
    r"|theo\s{1,2}đề\s{1,2}nghị|xét\s{1,2}đề\s{1,2}nghị)(?!\w)|[.…]{2})"
)
_ENUMERATION_TAIL = re.compile(
    r"[,;]\s{0,3}(?:(?:và|cùng)\s{1,3})?(?:(?:theo|tại|thực\s{1,2}hiện|căn\s{1,2}cứ)\s{1,3})?$"
    r"|\s(?:và|cùng|hoặc)\s{1,3}(?:các\s{1,2})?$"
)
_AND = re.compile(r"\s{1,3}và\s{1,3}(?:các\s{1,2})?")
"""What joins a document to one that the subject names: `về việc thực hiện Nghị định số A và Quyết định số B`."""
_LIST_GOES_ON = re.compile(
    r";\s{0,3}(?:ubnd|ủy\s{1,2}ban|uỷ\s{1,2}ban|hđnd"
    r"|các\s(?!(?:công|quyết|nghị|kế|văn|thông|chỉ|kết|luật|báo|tờ)\s))"
)
_OTHER_BASIS = re.compile(
    r"(?:căn\s{1,2}cứ|thực\s{1,2}hiện|trên\s{1,2}cơ\s{1,2}sở|theo|xét|ý\s{1,2}kiến|của|để|tại|sau\s{1,2}khi"
    r"|được|đã|các\s{1,2}(?:văn|quyết|nghị|kế)|văn\s{1,2}bản|báo\s{1,2}cáo|tờ\s{1,2}trình|công\s{1,2}văn|số"
    r"|đồng\s{1,2}thời|tiếp\s{1,2}tục|kịp\s{1,2}thời)(?!\w)"
)
"""What begins another basis of a document or a task, or says more of the document before."""
_MAX_TERMS = 3
"""`khóa XVII, kỳ họp thứ 14, nhiệm kỳ 2021 - 2026`."""
_OF = " của "
_MAX_SUBJECT = 600
"""Characters; the longest subject of the plans measured has 330."""
_REACH = 200
"""Characters behind a subject in which mentions begin whose provision may still stand inside it."""
_TAIL_WINDOW = 40
"""Characters between a subject and the next document of a list."""
_VERB_WINDOW = 60
"""Characters between a body that opens the next clause and its verb."""
_AMENDING_WINDOW = 45
"""Characters of `sửa đổi, bổ sung một số điều của các` before the document that is amended."""


def with_subjects(cited: CitedText, mentions: Sequence[Mention], *, preamble: bool = False) -> list[Mention]:
    """Give every numbered mention the subject printed behind it, and the issuer that its subject ends with.

    Args:
        cited: the passage.
        mentions: the documents cited in it, in order.
        preamble: it is a paragraph of the preamble, which says nothing but what documents are about.
    """
    result = []
    first: dict[str | None, int] = {}
    for index, mention in enumerate(mentions):
        first.setdefault(mention.number, index)
    for index, mention in enumerate(mentions):
        complete = mention.subject is not None or mention.number is None or mention.rule == "standard"
        start = None if complete else _subject_start(cited, mention)
        end = None if start is None else _subject_end(cited, start, mentions, index, first, preamble=preamble)
        if start is not None and end is not None and end > start:
            mention = _with_issuer_of_subject(cited, mention._replace(subject=(start, end)))  # noqa: PLW2901
        result.append(mention)
    return result


def _subject_start(cited: CitedText, mention: Mention) -> int | None:
    behind = _behind_terms(cited, mention)
    renamed = _RENAMED.match(cited.lower, behind)
    behind = behind if renamed is None else renamed.end()
    comma = (_COMMA_ABOUT if mention.issuer is None else _COMMA_SUBJECT).match(cited.lower, behind)
    if comma is not None:
        return comma.end()
    quote = _QUOTE.match(cited.lower, behind)
    if quote is not None and mention.issuer is not None:
        return quote.end()
    begin = cited.behind_space(behind)
    clause = None if begin is None else cited.words.clause_phrases.match(cited.lower, begin)
    kinds = ("subject",) if mention.issuer is None else ("subject", "subject_after_issuer")
    if clause is None or clause.value not in kinds or begin is None or _rules(cited, mention, begin, clause.end):
        return None
    return begin


def _rules(cited: CitedText, mention: Mention, begin: int, end: int) -> bool:
    """Whether `quy định` says what a document rules, and is not its title: behind one of its articles (`khoản 2 Điều 2
    Nghị định số 63/2010/NĐ-CP quy định ...`), or before a colon."""
    if not cited.lower.startswith("quy định", begin):
        return False
    return (mention.provision is not None and mention.issuer is None) or _COLON.match(cited.lower, end) is not None


def _behind_terms(cited: CitedText, mention: Mention) -> int:
    """Behind the terms and sessions of the issuer."""
    end = mention.end
    for _ in range(_MAX_TERMS):
        term = None if mention.issuer is None else _TERM.match(cited.lower, end)
        if term is None:
            break
        end = term.end()
    return end


def _subject_end(
    cited: CitedText,
    start: int,
    mentions: Sequence[Mention],
    index: int,
    first: Mapping[str | None, int],
    *,
    preamble: bool,
) -> int:
    limit = min(len(cited), start + _MAX_SUBJECT)
    later = list(takewhile(lambda place: mentions[place].start <= limit + _REACH, range(index + 1, len(mentions))))
    sibling = _next_sibling(cited, start, [mentions[place] for place in later])
    limit = limit if sibling is None else min(limit, sibling)
    limit = min([limit, *_short_names(cited, start, mentions, later, first)])
    if cited.text[max(0, start - 1) : start] == "“":
        closed = cited.text.find("”", start, limit)
        limit = limit if closed < 0 else closed
    depth, position = 0, start
    while stop := _STOP.search(cited.lower, position, limit):
        position = stop.end()
        if stop["open"] and not _PARENTHESIS_ENDS.match(cited.lower, stop.start()):
            depth += 1
        elif stop["close"] and depth:
            depth -= 1
        elif preamble and stop["full"] == ";" and _goes_on(cited, stop.end(), [mentions[place] for place in later]):
            continue
        elif stop["open"] or stop["close"] or (not depth and _ends_clause(cited, stop, limit)):
            return _trimmed(cited.text, start, stop.start())
    return _trimmed(cited.text, start, limit)


def _short_names(
    cited: CitedText, start: int, mentions: Sequence[Mention], later: Sequence[int], first: Mapping[str | None, int]
) -> Iterator[int]:
    """Where a document cited before gets its short name: `... toàn diện (Nghị quyết 214/NQ-CP)`."""
    for place in later:
        mention = mentions[place]
        opened = _SHORT_NAME.search(cited.text, max(start, mention.left - 3), max(start, mention.left))
        closed = cited.text[mention.end : mention.end + 1] == ")"
        if opened and closed and first[mention.number] < place:
            yield opened.start()


def _next_sibling(cited: CitedText, start: int, later: Sequence[Mention]) -> int | None:
    """Where the next citation begins that is not part of this subject: it stands behind `;`, `,` or `và`."""
    inside_amended, inner_end = False, start
    for mention in later:
        if mention.left < start:
            continue
        if mention.left > start + _MAX_SUBJECT:
            break
        tail = _ENUMERATION_TAIL.search(cited.lower, max(start, mention.left - _TAIL_WINDOW), mention.left)
        and_another = tail is not None and _AND.fullmatch(tail[0]) is not None and tail.start() <= inner_end
        if tail is not None and not (inside_amended or and_another):
            return tail.start()
        inner_end = mention.end
        amending = cited.lower.find("sửa đổi", max(start, mention.left - _AMENDING_WINDOW), mention.left)
        inside_amended = tail is None and amending >= 0
    return None


def _ends_clause(cited: CitedText, stop: re.Match[str], limit: int) -> bool:
    at = stop.start()
    if stop["full"] == ".":
        return _ABBREVIATION.search(cited.lower, max(0, at - 5), at) is None
    if stop["full"] == ";":
        return _LIST_GOES_ON.match(cited.lower, at, limit) is None or _body_acts(cited, stop.end(), limit)
    if stop["comma"]:
        return _NEW_CLAUSE.match(cited.lower, at) is not None or _body_acts(cited, stop.end(), limit)
    if stop["word"] == "gửi":
        return issuer_end(cited, stop.end() + 1, limit) is not None
    return True


def _goes_on(cited: CitedText, start: int, later: Sequence[Mention]) -> bool:
    """Whether a subject goes on behind a semicolon: in small letters, and with no other document up to the next.

    `ban hành Kế hoạch thi đua chào mừng Đại hội; tăng tốc, bứt phá hoàn thành các mục tiêu`
    """
    begin = cited.behind_space(start)
    if begin is None or not cited.text[begin].islower() or _OTHER_BASIS.match(cited.lower, begin):
        return False
    end = cited.text.find(";", start)
    end = len(cited) if end < 0 else end
    return not any(start <= mention.left < end for mention in later)


def _body_acts(cited: CitedText, start: int, limit: int) -> bool:
    """Whether a body follows that does something: `, Sở Y tế xây dựng kế hoạch`."""
    begin = cited.behind_space(start, limit)
    body = issuer_end(cited, begin, limit) if begin is not None and cited.capital_at(begin) else None
    return body is not None and _CLAUSE_VERB.search(cited.lower, body, min(limit, body + _VERB_WINDOW)) is not None


def _trimmed(text: str, start: int, end: int) -> int:
    """The end without punctuation, and without a quotation mark that was opened before the subject."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;.:/" or _closes_nothing(text, start, end)):
        end -= 1
    return end


def _closes_nothing(text: str, start: int, end: int) -> bool:
    return (text[end - 1] == "”" and text.count("“", start, end) < text.count("”", start, end)) or (
        text[end - 1] == '"' and text.count('"', start, end) % 2 == 1
    )


def _with_issuer_of_subject(cited: CitedText, mention: Mention) -> Mention:
    """`về cải cách hành chính năm 2025 của Sở`: the body at the end is the issuer when none stands before."""
    if mention.issuer is not None or mention.subject is None:
        return mention
    start, end = mention.subject
    of = cited.lower.rfind(_OF, start, end)
    begin = of + len(_OF)
    if of < 0 or issuer_end(cited, begin, end) != end or not agrees(mention.code, cited.text[begin:end], cited.words):
        return mention
    return mention._replace(issuer=(begin, end), subject=(start, _trimmed(cited.text, start, of)))


def subject_spans(mentions: Sequence[Mention]) -> list[Span]:
    """The subjects of numbered documents: laws named inside them are no mentions of their own."""
    return [m.subject for m in mentions if m.subject is not None and m.number is not None]
